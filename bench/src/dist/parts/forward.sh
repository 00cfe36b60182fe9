#!/usr/bin/env bash
# Makes a libcublas.so.12 whose functions jump to those of another version: forward.sh LIBRARY DIR. It is
# for measuring JCublas, which asks for that version by name, where there is a newer one.
set -euo pipefail
target=$1
folder=$2
functions="cublasCreate_v2 cublasDestroy_v2 cublasSetStream_v2 cublasSetWorkspace_v2 cublasSetMathMode
  cublasGetVersion_v2 cublasGetProperty cublasGemmEx cublasGemmStridedBatchedEx"

command -v gcc >/dev/null
mkdir -p "$folder"
{
  echo '#include <dlfcn.h>'
  echo 'static int missing(void) { return 15; } // CUBLAS_STATUS_NOT_SUPPORTED'
  for f in $functions; do
    echo "static void *to_$f = (void *)missing;"
    echo "__attribute__((naked)) void $f(void) { __asm__(\"jmp *%0\" : : \"m\"(to_$f)); }"
  done
  echo '__attribute__((constructor)) static void resolve(void) {'
  echo "  void *library = dlopen(\"$target\", RTLD_NOW | RTLD_LOCAL), *found;"
  echo '  if (!library) return;'
  for f in $functions; do
    echo "  if ((found = dlsym(library, \"$f\"))) to_$f = found;"
  done
  echo '}'
} >"$folder/forward.c"
echo 'libcublas.so.12 { global: cublas*; local: *; };' >"$folder/forward.map"
gcc -O2 -shared -fPIC -Wl,-soname,libcublas.so.12 -Wl,--version-script="$folder/forward.map" \
  -o "$folder/libcublas.so.12" "$folder/forward.c" -ldl
