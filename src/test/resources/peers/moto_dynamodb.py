"""Serves moto's DynamoDB on a free port of 127.0.0.1 and prints the port. Ends when its standard input does.

One request at a time: moto's own server answers each request in a thread, and then its transactions are not isolated.

A transaction keeps a copy of what it touches only, and a query looks at its own partition only: moto copies and reads
the whole table for each, so that a table of some thousand items takes a second for one write. What they answer and
leave stays moto's.
"""

import copy
import logging
import os
import sys
import threading

from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.models.table import Table
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server


TOUCHED = "touched by the transaction under way"


def copy_what_is_touched(table, memo):
    """A table's state to go back to: its own containers, and own copies of the items that are about to change."""
    kept = copy.copy(table)
    kept.items = table.items.copy()
    for partition, sort in getattr(table, TOUCHED):
        items = dict(kept.items.get(partition, {}))
        if sort in items:
            items[sort] = copy.deepcopy(items[sort], memo)
        kept.items[partition] = items
    return kept


def keys(table, transact_items):
    for transact_item in transact_items:
        for operation in transact_item.values():
            if operation["TableName"] == table.name:
                key = operation.get("Key") or operation["Item"]
                yield DynamoType(key[table.hash_key_attr]), DynamoType(key[table.range_key_attr])


def transact(backend, transact_items, moto_transact=DynamoDBBackend.transact_write_items):
    for table in list(backend.tables.values()):
        setattr(table, TOUCHED, list(keys(table, transact_items)))
    return moto_transact(backend, transact_items)


def query(table, hash_key, *arguments, moto_query=Table.query, **options):
    """In a table without indexes all that can be found is in one partition."""
    if table.all_indexes():
        return moto_query(table, hash_key, *arguments, **options)
    table.all_items = lambda: list(table.items.get(hash_key, {}).values())
    try:
        return moto_query(table, hash_key, *arguments, **options)
    finally:
        del table.all_items


def end_with_standard_input():
    sys.stdin.read()
    os._exit(0)


Table.__deepcopy__ = copy_what_is_touched
DynamoDBBackend.transact_write_items = transact
Table.query = query
logging.getLogger("werkzeug").setLevel(logging.ERROR)
server = make_server("127.0.0.1", 0, DomainDispatcherApplication(create_backend_app), threaded=False)
threading.Thread(target=end_with_standard_input, daemon=True).start()
print(server.server_port, flush=True)
server.serve_forever()
