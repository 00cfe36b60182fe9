#!/bin/sh
# Makes ensemble.png, beside this script: the timelines of the ensemble run one after the other and forked, one above
# the other and at one scale. Needs chromium and pngquant, and a machine with two cores that does nothing else meanwhile.
# Argument: a directory to keep the two pages in; pages that are there already are used.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
pages=$(mkdir -p "${1:-$here/../../target/pictures}" && cd "${1:-$here/../../target/pictures}" && pwd)
browser() { chromium --headless --no-sandbox --disable-gpu --virtual-time-budget=20000 "$@" 2> /dev/null; }

page() { # page NAME OPTIONS...
  name=$1
  shift
  [ -e "$pages/$name.html" ] ||
    "$here/../../examples/anabranch" ensemble --device cpu --repeat 3 "$@" --timeline "$pages/$name.html"
}

# The recorded run's time in nanoseconds, as the page says.
wall() { browser --dump-dom "file://$pages/$1.html" | sed -n 's/.*id="wall" data-value="\([0-9]*\)".*/\1/p' | head -n 1; }

seconds() { echo "$1" | awk '{ printf "%.2f s", $1 / 1e9 }'; }

page sequential --mode sequential --threads 1
page forked --mode members --threads 2
sequential=$(wall sequential)
forked=$(wall forked)
sed -e "s|PAGES|file://$pages|g" -e "s|END|$((sequential + sequential / 40))|g" \
  -e "s|SEQUENTIAL|$(seconds "$sequential")|" -e "s|FORKED|$(seconds "$forked")|" \
  "$here/ensemble.html" > "$pages/picture.html"
browser --hide-scrollbars --window-size=1100,560 --force-device-scale-factor=1.5 \
  --screenshot="$pages/picture.png" "file://$pages/picture.html"
pngquant --force --output "$here/ensemble.png" 64 "$pages/picture.png"
ls -l "$here/ensemble.png"
