#!/usr/bin/python3
"""Signs seeded random requests with botocore and with dynaco and compares the Authorization values.

usage: botocore_compare.py SIGN_LINES [COUNT [SEED]]

SIGN_LINES is the program built from sign_lines.cpp. COUNT defaults to 10000. Requests with the form of
DynamoDB's are also signed by dynaco's fast path. Exit status: 0: no difference; 1: a difference (the first is
shown); 77: botocore is missing.

Some cases are left out, because the two differ on purpose: headers that botocore's older releases sign and
dynaco does not (connection, te, ...), a Date header, white space that is not ASCII, queries that are not in
canonical encoding (botocore does not encode the query of a URL), and paths without a leading slash.
"""
import base64
import datetime
import json
import random
import string
import subprocess
import sys
from unittest import mock

try:
    import botocore
    import botocore.auth
    from botocore.awsrequest import AWSRequest
    from botocore.compat import quote
    from botocore.credentials import Credentials
except ImportError:
    print("botocore is missing (Debian: python3-botocore); nothing was compared")
    sys.exit(77)

OPERATIONS = ["GetItem", "PutItem", "Query", "Scan", "BatchWriteItem", "DescribeTable"]
REGIONS = ["us-east-1", "eu-central-1", "ap-northeast-3", "us-gov-west-1", "cn-north-1", "il-central-1"]
SECRET = string.ascii_letters + string.digits + "/+"
WORDS = ["a", "b c", "zürich", "東京", "🙂", "\u0000", "\"quoted  text\"", "x" * 700, "\n", "1e400", "\\"]
UNSIGNED = ["User-Agent", "Expect", "X-Amzn-Trace-Id"]
NAMES = ["My-Header1", "my-header2", "X-Amz-Meta-A", "x-amz-meta-a-b", "Accept", "Zoo", "Content-Length"]
SPACES = [" ", "  ", "\t", " \t ", "\n  ", "\r\n\t", "   "]


def body(rng):
    if rng.random() < 0.2:
        return rng.choice([b"", b"{}", rng.randbytes(rng.randrange(2000))])
    item = {}
    for n in range(rng.randrange(6)):
        item[rng.choice(WORDS) + str(n)] = {"S": rng.choice(WORDS) * rng.randrange(4)}
    return json.dumps({"TableName": "T", "Item": item}, ensure_ascii=rng.random() < 0.5).encode()


def keys(rng):
    size = 40 if rng.random() < 0.8 else rng.randrange(1, 120)
    token = "".join(rng.choices(SECRET + "=", k=rng.randrange(16, 1400))) if rng.random() < 0.5 else ""
    key_id = "".join(rng.choices(string.ascii_uppercase + string.digits, k=20))
    return {"id": key_id, "secret": "".join(rng.choices(SECRET, k=size)), "token": token}


def host(rng, region):
    name = rng.choice([f"dynamodb.{region}.amazonaws.com", f"123456789012.ddb.{region}.amazonaws.com",
                       "localhost", "127.0.0.1", "[::1]", f"dynamodb.{region}.api.aws"])
    return name + rng.choice(["", "", ":8000", ":4566"])


def odd_value(rng):
    words = ["a", "B", "value1", "\"x", "y\"", "a,b", ";", "=", "100%"]
    text = "".join(rng.choice(words) + rng.choice(SPACES) for _ in range(rng.randrange(5)))
    return rng.choice(SPACES + [""]) + text


def odd_path(rng):
    segments = ["", ".", "..", "a", "a b", "%20", "ü", "ሴ", "~x", "a+b", "...", "%2F", "b=c@d:e", "-._~", "(*)'!"]
    return "/" + "/".join(rng.choice(segments) for _ in range(rng.randrange(5)))


def query(rng):
    names = ["a", "b", "a-b", "Action", "A", "ü b", "z/z", "a+", "ሴ"]
    values = names + ["", "=", "&", "%"]
    pairs = [(rng.choice(names), rng.choice(values)) for _ in range(rng.randrange(5))]
    return "&".join(quote(name, safe="-_.~") + "=" + quote(value, safe="-_.~") for name, value in pairs)


def dynamodb_request(rng):
    region = rng.choice(REGIONS)
    content_type = rng.choice(["application/x-amz-json-1.0"] * 9 + ["application/json;  charset=utf-8 "])
    headers = [["Host", host(rng, region)], ["Content-Type", content_type],
               ["X-Amz-Target", "DynamoDB_20120810." + rng.choice(OPERATIONS)]]
    rng.shuffle(headers)
    return {"method": "POST", "path": rng.choice(["/", "/", "/", "", "/path", "/a/b/"]), "query": "",
            "headers": headers, "region": region, "service": "dynamodb", "fast": True}


def mixed_request(rng):
    region = rng.choice(REGIONS)
    headers = [["Host", host(rng, region)]]
    for _ in range(rng.randrange(7)):
        name = rng.choice(NAMES + UNSIGNED)
        headers.append([rng.choice([name, name.lower(), name.upper()]), odd_value(rng)])
    if rng.random() < 0.1:
        headers.append(["X-Amz-Content-SHA256", rng.choice(["UNSIGNED-PAYLOAD", "0" * 64])])
    rng.shuffle(headers)
    return {"method": rng.choice(["GET", "POST", "PUT", "delete", "HEAD"]), "path": odd_path(rng),
            "query": query(rng), "headers": headers, "region": region,
            "service": rng.choice(["sts", "dynamodb", "es", "execute-api"]), "fast": False}


def generate(rng):
    case = (dynamodb_request if rng.random() < 0.5 else mixed_request)(rng)
    case.update(keys(rng), body=base64.b64encode(body(rng)).decode())
    # Often within seconds of midnight, so that the day changes for the key cache.
    day = rng.randrange(0, 40000) * 86400
    case["time"] = day + (rng.randrange(-3, 4) if day and rng.random() < 0.2 else rng.randrange(86400))
    return case


def sign_with_botocore(case):
    now = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=case["time"])
    url = "https://unused.example" + case["path"] + ("?" + case["query"] if case["query"] else "")
    request = AWSRequest(method=case["method"], url=url, data=base64.b64decode(case["body"]))
    for name, value in case["headers"]:
        request.headers.add_header(name, value)
    credentials = Credentials(case["id"], case["secret"], case["token"] or None)
    clock = mock.Mock(wraps=datetime)
    clock.datetime = mock.Mock(wraps=datetime.datetime)
    clock.datetime.utcnow.return_value = now
    clock.datetime.now.return_value = now.replace(tzinfo=datetime.timezone.utc)
    patches = [mock.patch.object(botocore.auth, "datetime", clock)]
    if hasattr(botocore.auth, "get_current_datetime"):  # newer releases
        patches.append(mock.patch.object(botocore.auth, "get_current_datetime", return_value=now))
    for each in patches:
        each.start()
    try:
        botocore.auth.SigV4Auth(credentials, case["service"], case["region"]).add_auth(request)
    finally:
        for each in patches:
            each.stop()
    return request.headers["Authorization"]


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 10000
    rng = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 20260101)
    cases = [generate(rng) for _ in range(count)]
    lines = "".join(json.dumps(case) + "\n" for case in cases)
    run = subprocess.run([sys.argv[1]], input=lines.encode(), stdout=subprocess.PIPE, check=True)
    answers = run.stdout.decode().splitlines()
    if len(answers) != count:
        sys.exit(f"{count} requests were sent, {len(answers)} answers came back")
    differences = fast = 0
    for case, answer in zip(cases, answers):
        expected = sign_with_botocore(case)
        fast += case["fast"]
        if answer == f"{expected}\t{expected if case['fast'] else '-'}":
            continue
        differences += 1
        if differences == 1:
            print(f"request:  {json.dumps(case)}\nbotocore: {expected}\ndynaco:   {answer}")
    print(f"botocore {botocore.__version__}; {fast} of the requests through the fast path too")
    print(f"{count} requests compared, {differences} differences")
    sys.exit(1 if differences else 0)


if __name__ == "__main__":
    main()
