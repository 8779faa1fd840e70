#!/bin/sh
# usage: compare.sh <sign-lines program> <number of requests>
exec "${DYNACO_BOTOCORE_PYTHON:-python3}" "$(dirname "$0")/botocore_compare.py" "$@"
