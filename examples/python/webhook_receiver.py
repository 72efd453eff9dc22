"""Receives webhooks (Standard Webhooks 1.0.0), verifies each, and writes one event per line; events that come twice are written once.

WEBHOOK_SECRET=whsec_... PORT=8080 python3 webhook_receiver.py
"""

import base64
import hashlib
import hmac
import json
import os
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

TOLERANCE_SECONDS = 300
MAX_BYTES = 1024 * 1024
KEY = base64.b64decode(os.environ["WEBHOOK_SECRET"].split("whsec_")[-1])
# Retries have the id of the first try. Keep these longer than a process lives, in real life.
SEEN = set()


def is_genuine(headers, body):
    """Whether one of the signatures is ours and the call is not older, or younger, than five minutes."""
    message_id, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not message_id or not timestamp.isdigit() or abs(time.time() - int(timestamp)) > TOLERANCE_SECONDS:
        return False
    signed = ("%s.%s." % (message_id, timestamp)).encode() + body
    expected = "v1," + base64.b64encode(hmac.new(KEY, signed, hashlib.sha256).digest()).decode()
    given = headers.get("webhook-signature", "").split(" ")
    return any(hmac.compare_digest(expected.encode(), each.encode()) for each in given)


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        length = int(self.headers.get("content-length", "0"))
        if length > MAX_BYTES:
            return self.answer(413)
        # Verified over the bytes as they came: what is parsed and written again has another signature.
        body = self.rfile.read(length)
        if not is_genuine(self.headers, body):
            return self.answer(401)
        event = json.loads(body)
        if event["type"] == "endpoint.challenge":
            # A new endpoint is asked to repeat a word, to show that it is there and wants to be called.
            return self.answer(200, json.dumps({"challenge": event["data"]["challenge"]}).encode())
        message_id = self.headers["webhook-id"]
        if message_id not in SEEN:
            SEEN.add(message_id)
            print(body.decode("utf-8"), flush=True)
        return self.answer(204)

    def answer(self, status, body=b""):
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


HTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8080"))), Receiver).serve_forever()
