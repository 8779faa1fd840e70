#!/bin/sh
# usage: run.sh <interop program>
exec "${DYNACO_BOTOCORE_PYTHON:-python3}" "$(dirname "$0")/pynamodb_items.py" "$@"
