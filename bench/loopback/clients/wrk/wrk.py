"""wrk as one of the benchmark's clients: a load generator in C that sends the same bytes and discards the responses.

It has the command line and output that bench/loopback/README.md describes, but no warm-up: it relies on earlier rounds.
"""

import argparse
import json
import os
import pathlib
import re
import resource
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2]))

from item import FIRST, key, standard_item, text  # noqa: E402

OPERATIONS = {"get-item": "GetItem", "put-item": "PutItem", "query": "Query", "scan": "Scan", "batch-write": "BatchWriteItem"}


def request_body(workload: str) -> bytes:
    """The body of the request for one operation."""
    if workload == "get-item":
        return text({"TableName": "bench", "Key": key()})
    if workload == "put-item":
        return text({"TableName": "bench", "Item": standard_item()})
    if workload == "batch-write":
        return text({"RequestItems": {"bench": [{"PutRequest": {"Item": standard_item(number)}} for number in range(FIRST, FIRST + 25)]}})
    if workload == "query":
        return text({"TableName": "bench", "KeyConditionExpression": "#0=:0", "ExpressionAttributeNames": {"#0": "pk"},
                     "ExpressionAttributeValues": {":0": {"S": "bench"}}})
    return text({"TableName": "bench", "ExclusiveStartKey": key()})


def contract_line(output: str, usage: resource.struct_rusage) -> dict[str, object]:
    """The line of figures, from the output of requests.lua and the usage that wait4 returned."""
    found = re.search(r"^BENCH (.*)$", output, re.MULTILINE)
    if not found:
        raise ValueError("wrk printed no result")
    told = json.loads(found[1])
    if told["errors"]:
        raise ValueError(f"{told['errors']} requests failed")
    return {
        "operations": told["requests"], "seconds": told["us"] / 1e6,
        "user_us": round(usage.ru_utime * 1e6), "system_us": round(usage.ru_stime * 1e6),
        "p50_us": told["p50"], "p99_us": told["p99"], "p999_us": told["p999"],
        "peak_kb": usage.ru_maxrss, "allocations": None, "bytes_received": told["bytes"],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--workload", choices=OPERATIONS, required=True)
    parser.add_argument("--endpoint", required=True)
    parser.add_argument("--concurrency", type=int, required=True)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--warm-up", type=float)
    parser.add_argument("--ca", help="not used: wrk does not verify certificates")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--connections", type=int)
    options = parser.parse_args()
    connections = options.connections or options.concurrency  # wrk runs one request at a time on each
    with tempfile.NamedTemporaryFile() as body:
        body.write(request_body(options.workload))
        body.flush()
        process = subprocess.Popen(
            ["wrk", "-t", str(options.threads), "-c", str(connections), "-d", f"{max(1, round(options.seconds))}s",
             "-s", str(pathlib.Path(__file__).with_name("requests.lua")), options.endpoint.rstrip("/") + "/"],
            stdout=subprocess.PIPE, env=os.environ | {"BENCH_BODY": body.name, "BENCH_OPERATION": OPERATIONS[options.workload]})
        assert process.stdout
        output = process.stdout.read().decode()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"wrk ended with {process.returncode}: {output}")
    try:
        print(json.dumps(contract_line(output, usage)))
    except ValueError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
