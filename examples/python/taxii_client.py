"""Reads every collection that the token opens, each from where the last run ended, and writes one STIX object per line.

TAXII_URL=https://api.cert.example/taxii2/ TAXII_TOKEN=hl_... TAXII_STATE=state.json python3 taxii_client.py
"""

import json
import os
import sys
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import Request, urlopen

MEDIA_TYPE = "application/taxii+json;version=2.1"
PAGE = 1000
URL = os.environ.get("TAXII_URL", "http://127.0.0.1:4000/taxii2/")
TOKEN = os.environ.get("TAXII_TOKEN")
STATE = os.environ.get("TAXII_STATE")


def get(url):
    """The answer and the instant at which its last object was added; nothing where this client may not read."""
    headers = {"Accept": MEDIA_TYPE}
    if TOKEN:
        headers["Authorization"] = "Bearer " + TOKEN
    try:
        with urlopen(Request(url, headers=headers), timeout=60) as response:
            return json.load(response), response.headers.get("X-TAXII-Date-Added-Last")
    except HTTPError as error:
        if error.code == 401 and not TOKEN:
            return {}, None
        raise SystemExit("%s answered %d: %s" % (url, error.code, error.read().decode("utf-8", "replace")))


def walk(objects_url, since):
    """All pages after an instant; answers with the instant of the last object."""
    last, cursor = since, None
    while True:
        query = {"limit": PAGE}
        if since:
            query["added_after"] = since
        if cursor:
            query["next"] = cursor
        page, added = get(objects_url + "?" + urlencode(query))
        for stix_object in page.get("objects", []):
            sys.stdout.write(json.dumps(stix_object, ensure_ascii=False) + "\n")
        last = added or last
        cursor = page.get("next") if page.get("more") else None
        if not cursor:
            return last


def main():
    state = {}
    if STATE and os.path.exists(STATE):
        with open(STATE, encoding="utf-8") as file:
            state = json.load(file)
    sys.stdout.reconfigure(encoding="utf-8")
    discovery, _ = get(URL)
    for root in discovery.get("api_roots", []):
        collections_url = urljoin(URL, root) + "collections/"
        for collection in get(collections_url)[0].get("collections", []):
            if not collection["can_read"]:
                continue
            last = walk(collections_url + collection["id"] + "/objects/", state.get(collection["id"]))
            if last:
                state[collection["id"]] = last
            if STATE:
                # After each collection: what was written is not written again, whatever happens later.
                with open(STATE, "w", encoding="utf-8") as file:
                    json.dump(state, file, indent=2)


main()
