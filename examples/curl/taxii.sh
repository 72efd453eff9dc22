#!/bin/sh
# The requests of a TAXII client one by one: discovery, collections, and the pages of one collection by `added_after`.
# TAXII_URL=https://api.cert.example/taxii2/ TAXII_TOKEN=hl_… COLLECTION=green ROOT=members sh taxii.sh
set -eu
url=${TAXII_URL:-http://127.0.0.1:4000/taxii2/}
root=${ROOT:-public}
collection=${COLLECTION:-clear}
limit=${LIMIT:-1000}
page=$(mktemp)
headers=$(mktemp)
trap 'rm -f "$page" "$headers"' EXIT

get() {
  if [ -n "${TAXII_TOKEN:-}" ]; then
    curl --silent --show-error --fail --globoff --compressed --header 'Accept: application/taxii+json;version=2.1' \
      --header "Authorization: Bearer $TAXII_TOKEN" "$@"
  else
    curl --silent --show-error --fail --globoff --compressed --header 'Accept: application/taxii+json;version=2.1' "$@"
  fi
}

get "$url" >&2
echo >&2
get "$url$root/collections/" >&2
echo >&2

# Each page begins after the instant at which the last object of the page before was added.
after=${SINCE:-1970-01-01T00:00:00.000000Z}
while :; do
  get --dump-header "$headers" --output "$page" "$url$root/collections/$collection/objects/?limit=$limit&added_after=$after"
  cat "$page"
  echo
  grep -q '"more":true' "$page" || break
  after=$(tr -d '\r' <"$headers" | sed -n 's/^x-taxii-date-added-last: //Ip')
done
