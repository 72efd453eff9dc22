#!/bin/sh
# Sends one signed webhook (Standard Webhooks 1.0.0) to a receiver, to try it. Needs curl and openssl.
# WEBHOOK_SECRET=whsec_… sh send-webhook.sh http://127.0.0.1:8080/alerts
set -eu
address=$1
id=${WEBHOOK_ID:-msg_$(openssl rand -hex 12)}
timestamp=$(date +%s)
body=${BODY:-'{"type":"endpoint.test","timestamp":"2026-01-01T00:00:00Z","data":{"message":"Hello"}}'}
key=$(printf '%s' "${WEBHOOK_SECRET#whsec_}" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \n')
signature=$(printf '%s.%s.%s' "$id" "$timestamp" "$body" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | openssl base64 -A)
curl --silent --show-error --output /dev/null --write-out '%{http_code}\n' --header 'content-type: application/json' \
  --header "webhook-id: $id" --header "webhook-timestamp: $timestamp" --header "webhook-signature: v1,$signature" --data-binary "$body" "$address"
