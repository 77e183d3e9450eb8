"""Reads a Live Tail session with botocore until a line comes: arguments endpoint, ARN of the log group, line to wait for.

Prints each event of the stream as one JSON line.
"""
import json
import sys

import botocore.session
from botocore.config import Config

endpoint, group, awaited = sys.argv[1:]
client = botocore.session.get_session().create_client(
    "logs", region_name="us-east-1", endpoint_url=endpoint, config=Config(inject_host_prefix=False))
for event in client.start_live_tail(logGroupIdentifiers=[group])["responseStream"]:
    print(json.dumps(event))
    if any(line["message"] == awaited for line in event.get("sessionUpdate", {}).get("sessionResults", [])):
        break
