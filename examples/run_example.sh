#!/bin/sh
# Runs an example as a test and compares its output. The test is skipped (77) if DYNACO_ENDPOINT is not set: it would call
# AWS with the caller's credentials. DYNACO_RUN_WITH is a command that runs programs of another processor.
# usage: run_example.sh <program> <expected output>
[ -n "${DYNACO_ENDPOINT:-}" ] || { echo "skipped: DYNACO_ENDPOINT is not set"; exit 77; }
# shellcheck disable=SC2086
printed=$(${DYNACO_RUN_WITH:-} "$1") || exit 1
printf '%s\n' "$printed" | diff -u "$2" -
