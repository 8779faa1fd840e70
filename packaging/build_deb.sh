#!/bin/sh
# Builds the Debian packages of the last commit. dpkg-buildpackage wants debian/ at the top, so this happens in a copy.
# usage: packaging/build_deb.sh <folder for the packages>      (needs git, dpkg-dev, debhelper and the packages of debian/control)
set -eu
[ $# -eq 1 ] || { sed -n '2,3s/^# //p' "$0"; exit 2; }
mkdir -p "$1"
target=$(cd "$1" && pwd)
cd "$(dirname "$0")/.."
version=$(sed -n "s/^ *version: '\(.*\)',$/\1/p" meson.build)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/dynaco-$version"
git archive HEAD | tar -x -C "$work/dynaco-$version"
cd "$work/dynaco-$version"
mv packaging/debian debian
dpkg-buildpackage -us -uc -b
cp ../*.deb ../*.changes "$target"
