-- The request that wrk repeats. Its head is as long as dynaco's, with an invalid signature. wrk.py sets the environment.
local file = assert(io.open(os.getenv("BENCH_BODY"), "rb"))
wrk.method = "POST"
wrk.body = file:read("*a")
file:close()
wrk.headers["Content-Type"] = "application/x-amz-json-1.0"
wrk.headers["X-Amz-Target"] = "DynamoDB_20120810." .. os.getenv("BENCH_OPERATION")
wrk.headers["X-Amz-Date"] = "20260101T000000Z"
wrk.headers["User-Agent"] = "wrk/4 ua/2.1 api/dynamodb lang/c++#20 os/linux"
wrk.headers["amz-sdk-invocation-id"] = "00000000-0000-4000-8000-000000000000"
wrk.headers["amz-sdk-request"] = "attempt=1; max=4"
wrk.headers["Authorization"] = "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, "
    .. "SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature=" .. string.rep("0", 64)

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format('BENCH {"requests": %d, "us": %d, "errors": %d, "p50": %.1f, "p99": %.1f, "p999": %.1f, "bytes": %d}\n',
        summary.requests, summary.duration,
        errors.connect + errors.read + errors.write + errors.status + errors.timeout,
        latency:percentile(50), latency:percentile(99), latency:percentile(99.9), summary.bytes))
end
