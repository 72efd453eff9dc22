/** Standard Webhooks 1.0.0: HMAC-SHA256 over `id.timestamp.body` with the base64 bytes after `whsec_`. A test runs what can run there. */

export const SHELL = `# Signs a call as Harbourlight does and sends it to your receiver, to try it.
SECRET='whsec_…'
URL='http://127.0.0.1:8080/alerts'
BODY='{"type":"endpoint.test","timestamp":"2026-11-23T07:12:00Z","data":{}}'

ID="msg_$(openssl rand -hex 12)"
TIMESTAMP=$(date +%s)
KEY=$(printf '%s' "\${SECRET#whsec_}" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \\n')
SIGNATURE=$(printf '%s.%s.%s' "$ID" "$TIMESTAMP" "$BODY" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$KEY" -binary | openssl base64 -A)

curl --fail --silent --show-error "$URL" \\
  -H 'content-type: application/json' \\
  -H "webhook-id: $ID" -H "webhook-timestamp: $TIMESTAMP" -H "webhook-signature: v1,$SIGNATURE" \\
  --data-binary "$BODY"
`;

export const TYPESCRIPT = `import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const key = Buffer.from((process.env.WEBHOOK_SECRET ?? '').replace(/^whsec_/, ''), 'base64');

function isSigned(headers: Record<string, string | string[] | undefined>, body: Buffer): boolean {
  const id = String(headers['webhook-id'] ?? '');
  const timestamp = String(headers['webhook-timestamp'] ?? '');
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) <= 300)) return false;
  const expected = createHmac('sha256', key).update(\`\${id}.\${timestamp}.\`).update(body).digest();
  return String(headers['webhook-signature'] ?? '').split(' ').some((each) => {
    const [version, signature = ''] = each.split(',');
    const given = Buffer.from(signature, 'base64');
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
  });
}

createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  if (!isSigned(request.headers, body)) return void response.writeHead(401).end();
  const { type, data } = JSON.parse(body.toString('utf8'));
  if (type === 'endpoint.challenge') return void response.end(JSON.stringify({ challenge: data.challenge }));
  // Answer first, work later; the same webhook-id may come twice.
  response.writeHead(204).end();
}).listen(Number(process.env.PORT ?? 8080));
`;

export const PYTHON = `import base64, hashlib, hmac, json, os, time
from http.server import BaseHTTPRequestHandler, HTTPServer

KEY = base64.b64decode(os.environ["WEBHOOK_SECRET"].removeprefix("whsec_"))

def is_signed(headers, body):
    message_id = headers.get("webhook-id", "")
    timestamp = headers.get("webhook-timestamp", "")
    if not timestamp.isdecimal() or abs(time.time() - int(timestamp)) > 300:
        return False
    signed = f"{message_id}.{timestamp}.".encode() + body
    expected = base64.b64encode(hmac.new(KEY, signed, hashlib.sha256).digest()).decode()
    given = (each.partition(",") for each in headers.get("webhook-signature", "").split(" "))
    return any(version == "v1" and hmac.compare_digest(signature.encode(), expected.encode()) for version, _, signature in given)

class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        if not is_signed(self.headers, body):
            self.send_response(401)
            self.end_headers()
            return
        message = json.loads(body)
        answer = b""
        if message["type"] == "endpoint.challenge":
            answer = json.dumps({"challenge": message["data"]["challenge"]}).encode()
        # Answer first, work later; the same webhook-id may come twice.
        self.send_response(200)
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

HTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8080"))), Receiver).serve_forever()
`;

export const GO = `package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"log"
	"math"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"
)

var key, _ = base64.StdEncoding.DecodeString(strings.TrimPrefix(os.Getenv("WEBHOOK_SECRET"), "whsec_"))

func isSigned(header http.Header, body []byte) bool {
	id, timestamp := header.Get("webhook-id"), header.Get("webhook-timestamp")
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	if err != nil || math.Abs(float64(time.Now().Unix()-seconds)) > 300 {
		return false
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(id + "." + timestamp + "."))
	mac.Write(body)
	expected := mac.Sum(nil)
	for _, each := range strings.Fields(header.Get("webhook-signature")) {
		version, signature, _ := strings.Cut(each, ",")
		given, err := base64.StdEncoding.DecodeString(signature)
		if version == "v1" && err == nil && hmac.Equal(given, expected) {
			return true
		}
	}
	return false
}

func receive(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(io.LimitReader(r.Body, 1<<20))
	if err != nil || !isSigned(r.Header, body) {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	var message struct {
		Type string
		Data struct{ Challenge string }
	}
	if err := json.Unmarshal(body, &message); err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	if message.Type == "endpoint.challenge" {
		json.NewEncoder(w).Encode(map[string]string{"challenge": message.Data.Challenge})
		return
	}
	// Answer first, work later; the same webhook-id may come twice.
	w.WriteHeader(http.StatusNoContent)
}

func main() {
	port := os.Getenv("PORT")
	if port == "" {
		port = "8080"
	}
	http.HandleFunc("/", receive)
	log.Fatal(http.ListenAndServe("127.0.0.1:"+port, nil))
}
`;
