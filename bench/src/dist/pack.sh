#!/usr/bin/env bash
# The last step of mvn -Pdist: puts scripts, jars and natives beside the runtime, and packs them.
# pack.sh TARGET VERSION
set -euo pipefail
bench=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
target=$1
version=$2
dist=$target/dist/anabranch
archive=$target/anabranch-$version-linux-x86_64.tar.gz
most=$((50 * 1024 * 1024))

cp "$target/anabranch-bench-$version.jar" "$dist/lib/anabranch-bench.jar"
rm -rf "$dist/natives" "$dist/parts"
mkdir "$dist/natives"
cp "$target"/dist/natives/lib/*.so "$dist/natives"
cp -r "$bench/src/dist/parts" "$bench/src/dist/anabranch" "$bench/src/dist/gpu-check" "$dist"
cp "$bench/src/main/python/ensemble_peers.py" "$dist/parts"
cp "$bench/../LICENSE" "$dist"
chmod -R u+w,go=u-w "$dist"

tar --create --directory "$target/dist" --sort=name --owner=0 --group=0 --numeric-owner \
  --mtime=2026-01-01T00:00:00Z anabranch | gzip -9n >"$archive"
size=$(stat -c %s "$archive")
echo "$archive: $((size / 1024 / 1024)) MiB"
[[ $size -le $most ]] || {
  echo "pack.sh: $archive is larger than 50 MiB" >&2
  exit 1
}
