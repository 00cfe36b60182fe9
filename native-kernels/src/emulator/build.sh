#!/bin/sh
# Builds the CUDA emulator: build.sh OUTDIR [KERNEL_DIR]
#   OUTDIR/libcuda.so.1, OUTDIR/libcublas.so.12, OUTDIR/cublas13/libcublas.so.13, OUTDIR/tests/*
# The kernels are the .cu files of KERNEL_DIR (default: src/main/cuda of this module). What is newer than
# its sources is not built again.
set -eu

if [ $# -lt 1 ]; then
  echo "usage: build.sh OUTDIR [KERNEL_DIR]" >&2
  exit 2
fi
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
out=$(cd "$1" && pwd)
kernels=$(cd "${2:-$here/../main/cuda}" && pwd)

if ! command -v g++ >/dev/null 2>&1; then
  echo "The CUDA emulator, which the tests of the module cuda run on, is built with g++, and there is none." >&2
  echo "Install it (Debian, Ubuntu: apt-get install g++; Fedora: dnf install gcc-c++) and build again." >&2
  exit 1
fi
if [ "$(uname -s)-$(uname -m)" != Linux-x86_64 ]; then
  echo "The CUDA emulator runs on Linux x86-64, and this is $(uname -s) $(uname -m)." >&2
  exit 1
fi

objects=$out/objects
mkdir -p "$objects" "$out/cublas13" "$out/tests"
warnings="-Wall -Wextra -Wno-unknown-pragmas"
common="-std=c++20 -O2 -ffp-contract=off -fPIC -fvisibility=hidden -I$here"
commands=$objects/commands
: > "$commands"

# newest FILES...: the newest of them
newest() { ls -t "$@" | head -n 1; }

# compile SOURCE OBJECT NEWEST_HEADER FLAGS...: adds a command if the object is older than its sources
compile() {
  from=$1 to=$objects/$2 included=$3
  shift 3
  if [ ! -e "$to" ] || [ "$from" -nt "$to" ] || [ "$included" -nt "$to" ] || [ "$here/build.sh" -nt "$to" ]; then
    echo "g++ $common $* -c '$from' -o '$to.new' && mv '$to.new' '$to'" >> "$commands"
  fi
}

name() { echo "${1#"$here"/}" | tr / _; }

kernel_header=$(newest "$here"/emulation.h "$here"/kernel/*.h)
vocabulary=$(newest "$kernel_header" "$kernels"/*.cuh)
header=$(newest "$kernel_header" $(find "$here/driver" "$here/cublas" -name '*.h'))

driver_objects= cublas_objects= cublas13_objects= kernel_objects=
for source in $(find "$here/kernel" "$here/driver" -name '*.cpp' -o -name '*.S' | sort); do
  object=$(name "$source").o
  compile "$source" "$object" "$header" "$warnings"
  driver_objects="$driver_objects $objects/$object"
done
for source in "$here"/cublas/*.cpp; do
  object=$(name "$source").o
  compile "$source" "$object" "$header" "$warnings -DEMULATED_CUBLAS_MAJOR=12"
  compile "$source" "13_$object" "$header" "$warnings -DEMULATED_CUBLAS_MAJOR=13"
  cublas_objects="$cublas_objects $objects/$object"
  cublas13_objects="$cublas13_objects $objects/13_$object"
done
for source in "$kernels"/*.cu; do
  [ -e "$source" ] || continue
  object=kernels_$(basename "$source").o
  compile "$source" "$object" "$vocabulary" "-I$kernels -x c++"
  kernel_objects="$kernel_objects $objects/$object"
done
test_object=tests_kernels.o
compile "$here/tests/kernels.cu" "$test_object" "$vocabulary" "-I$kernels -x c++"

# Calls that are linked to and not emulated: each returns the code that says so.
refuse() {
  { echo '        .text'
    sed -e '/^#/d' -e 's/.*/        .globl &\n        .type &, @function\n&:/' "$1"
    echo "        movl \$$2, %eax"
    echo '        ret'
    echo '        .section .note.GNU-stack, "", @progbits'
  } > "$3"
}
for library in cuda cublas; do
  list=$here/link/unsupported-$library.txt
  assembly=$objects/unsupported-$library.s
  if [ ! -e "$assembly" ] || [ "$list" -nt "$assembly" ]; then
    refuse "$list" "$([ $library = cuda ] && echo 801 || echo 15)" "$assembly"
  fi
  compile "$assembly" "unsupported-$library.o" "$list" ""
done

tr '\n' '\0' < "$commands" | xargs -0 -P 2 -I{} sh -c '{}' || { echo "The CUDA emulator did not compile." >&2; exit 1; }

# link LIBRARY NEWEST_INPUT... : whether the library is older than an input
stale() {
  library=$1
  shift
  [ ! -e "$library" ] || [ "$(newest "$library" "$@")" != "$library" ]
}

# Gone kernels leave their object files behind: which ones are linked is an input too.
echo "$kernel_objects" > "$objects/linked.new"
cmp -s "$objects/linked.new" "$objects/linked" || mv "$objects/linked.new" "$objects/linked"

link_cuda() {
  if stale "$1" "$objects/linked" $driver_objects "$objects/unsupported-cuda.o" $2; then
    g++ -shared -o "$1.new" -Wl,-soname,libcuda.so.1 -Wl,--version-script,"$here/link/cuda.map" -Wl,-z,nodelete \
      $driver_objects "$objects/unsupported-cuda.o" $2 -pthread -ldl
    mv "$1.new" "$1"
  fi
}
link_cublas() {
  library=$1 map=$2
  shift 2
  if stale "$library" "$@" "$objects/unsupported-cublas.o" "$out/libcuda.so.1"; then
    g++ -shared -o "$library.new" -Wl,-soname,"$(basename "$library")" -Wl,--version-script,"$map" \
      "$@" "$objects/unsupported-cublas.o" -L"$out" -l:libcuda.so.1
    mv "$library.new" "$library"
  fi
}
link_cuda "$out/libcuda.so.1" "$kernel_objects"
link_cuda "$out/tests/libcuda.so.1" "$objects/$test_object"
link_cublas "$out/libcublas.so.12" "$here/link/cublas12.map" $cublas_objects
link_cublas "$out/cublas13/libcublas.so.13" "$here/link/cublas13.map" $cublas13_objects

# The emulator's own tests: one program for each file.
test_header=$(newest "$here"/tests/*.h "$header")
: > "$commands"
for source in "$here"/tests/*.cpp; do
  program=$out/tests/$(basename "$source" .cpp)
  if [ ! -e "$program" ] || [ "$source" -nt "$program" ] || [ "$test_header" -nt "$program" ]; then
    echo "g++ $warnings -std=c++20 -O1 -I'$here' '$source' -o '$program' -L'$out/tests' -l:libcuda.so.1 -l:libcublas.so.12 -L'$out' -Wl,-rpath,'$out/tests:$out' -pthread" >> "$commands"
  fi
done
tr '\n' '\0' < "$commands" | xargs -0 -P 2 -I{} sh -c '{}' || { echo "The CUDA emulator's tests did not compile." >&2; exit 1; }
