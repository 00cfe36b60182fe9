#!/usr/bin/env bash
# Makes the images of src/main/cuda/*.cu with nvcc 13, into src/main/resources; `mvn -Pkernels -pl
# native-kernels generate-resources` runs it. An image whose sources and flags are those that CHECKSUMS
# has for it is left alone.
#
#   compile.sh               PTX, and cubins for every target that is shipped
#   compile.sh --ptx-only    PTX alone, while developing: the cubins that are left behind fail the tests
#
# A line of CHECKSUMS is: sha256 of what the image was made from, sha256 of the image, its name. What it
# was made from is the line "nvcc FLAGS" and, for the .cu and each .cuh that it includes, itself or through
# another, the line "sha256  name", in the order of the names.
set -euo pipefail
export LC_ALL=C
cd "$(dirname "${BASH_SOURCE[0]}")/src/main/cuda"

FLAGS="-O3 -std=c++17"
CUBINS="75 80 86 89 90"
images=../resources/META-INF/anabranch/kernels
checksums=$images/CHECKSUMS

die() {
  echo "compile.sh: $*" >&2
  exit 1
}

case "${1:-}" in
  "") ptx_only=false ;;
  --ptx-only) ptx_only=true ;;
  *) die "unknown option $1; there is --ptx-only" ;;
esac

# flags_of IMAGE
flags_of() {
  case $1 in
    *.ptx) echo "$FLAGS -ptx -arch=compute_75" ;;
    *.cubin) target=${1%.cubin} && echo "$FLAGS -cubin -arch=${target##*.}" ;;
  esac
}

# sources_of FILE...: these and all that they include from this folder
sources_of() {
  local more
  more=$(
    printf '%s\n' "$@"
    sed -n 's/^ *# *include "\([^"]*\.cuh\)".*/\1/p' "$@"
  )
  more=$(sort -u <<<"$more")
  if [[ $(wc -l <<<"$more") -eq $# ]]; then
    echo "$more"
  else
    sources_of $more
  fi
}

# inputs_of IMAGE: the checksum of what it is made from
inputs_of() {
  { echo "nvcc $(flags_of "$1")" && sha256sum $(sources_of "${1%%.*}.cu"); } | sha256sum | cut -d ' ' -f 1
}

checksum() {
  sha256sum "$1" | cut -d ' ' -f 1
}

# recorded IMAGE: its line of CHECKSUMS, if it has one
recorded() {
  [[ ! -e $checksums ]] || grep -E "^[0-9a-f]{64} [0-9a-f]{64} $1\$" "$checksums" || true
}

is_current() {
  local inputs image name
  read -r inputs image name <<<"$(recorded "$1")"
  [[ ${name:-} == "$1" && -e $images/$1 && $inputs == "$(inputs_of "$1")" && $image == "$(checksum "$images/$1")" ]]
}

# make IMAGE. nvcc 13 writes PTX version 9.0, which drivers before 580 refuse; plain kernels use nothing of it.
make() {
  local draft=$work/$1
  nvcc $(flags_of "$1") "${1%%.*}.cu" -o "$draft"
  if [[ $1 == *.ptx ]]; then
    grep -q '^\.version 9\.0$' "$draft" || die "$1: nvcc 13.0 writes .version 9.0, this one $(grep '^\.version' "$draft")"
    sed -i 's/^\.version 9\.0$/.version 7.0/' "$draft"
  fi
  mv "$draft" "$images/$1"
  echo "made $1"
}

mkdir -p "$images"
wanted=()
for source in *.cu; do
  [[ -e $source ]] || die "no .cu in $PWD"
  wanted+=("${source%.cu}.ptx")
  for target in $CUBINS; do
    wanted+=("${source%.cu}.sm_$target.cubin")
  done
done

stale=()
for image in "${wanted[@]}"; do
  if [[ $ptx_only == true && $image == *.cubin ]]; then
    continue
  fi
  is_current "$image" || stale+=("$image")
done

if [[ ${#stale[@]} -gt 0 ]]; then
  command -v nvcc >/dev/null || die "nvcc is not on the PATH: install the CUDA toolkit 13.0"
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  running=0
  for image in "${stale[@]}"; do
    if [[ $running -ge 2 ]]; then
      wait -n
      running=$((running - 1))
    fi
    make "$image" &
    running=$((running + 1))
  done
  while [[ $running -gt 0 ]]; do
    wait -n
    running=$((running - 1))
  done
fi

draft=$(
  for image in "${wanted[@]}"; do
    case " ${stale[*]-} " in
      *" $image "*) echo "$(inputs_of "$image") $(checksum "$images/$image") $image" ;;
      *) recorded "$image" ;;
    esac
  done
)
echo "$draft" >"$checksums"

for image in "$images"/*.ptx "$images"/*.cubin; do
  case " ${wanted[*]} " in
    *" ${image##*/} "*) ;;
    *) [[ ! -e $image ]] || rm "$image" ;;
  esac
done
echo "compile.sh: ${#stale[@]} of ${#wanted[@]} images made"
