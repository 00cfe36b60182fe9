# Which cuBLAS there is, and how it is called.

# folders_of LIBRARY: where it is, one folder a line: what the linker knows, toolkits, PyTorch's wheels
folders_of() {
  local folder file
  {
    tr ':' '\n' <<<"${LD_LIBRARY_PATH:-}"
    ldconfig -p 2>/dev/null | sed -n "s|.*=> \(/.*\)/$1\$|\1|p"
    printf '%s\n' /usr/local/cuda*/lib64 /usr/local/cuda*/targets/x86_64-linux/lib
    torch_folders
  } | while read -r folder; do
    file=$folder/$1
    [[ -z $folder || ! -e $file ]] || echo "$folder"
  done
}

torch_folders() {
  local folder
  command -v python3 >/dev/null || return 0
  python3 -c 'import site, sys; print("\n".join(sys.path + site.getsitepackages()))' 2>/dev/null |
    while read -r folder; do
      [[ -z $folder ]] || printf '%s\n' "$folder"/nvidia/*/lib "$folder"/torch/lib
    done
}

# Sets `blas` to the ways to try, and the linker's path such that they are found. Where there is cuBLAS 13
# alone, JCublas, which needs 12, gets a library of that name that hands its calls on.
choose_cublas() {
  local twelve thirteen
  twelve=$(folders_of libcublas.so.12 | head -n 1)
  thirteen=$(folders_of libcublas.so.13 | head -n 1)
  blas=()
  if [[ -n $twelve ]]; then
    export LD_LIBRARY_PATH=$twelve${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
    blas=(jcublas ffm)
    say "cuBLAS 12 in $twelve"
  elif [[ -n $thirteen ]]; then
    export LD_LIBRARY_PATH=$thirteen${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
    blas=(ffm)
    say "cuBLAS 13 in $thirteen"
    if "$home/parts/forward.sh" "$thirteen/libcublas.so.13" "$work/forward"; then
      blas+=(jcublas)
      say "JCublas calls it through a libcublas.so.12 that was made here to hand calls on"
    else
      say "JCublas is left out: it needs a libcublas.so.12, and there is no gcc to make one that hands calls on"
    fi
  else
    say "no cuBLAS 12 or 13 was found: install the CUDA toolkit's libcublas, or set LD_LIBRARY_PATH"
    blas=(auto)
  fi
}

# with_blas WAY COMMAND...: runs it with that way to call cuBLAS
with_blas() {
  local way=$1
  shift
  case $way in
    jcublas) ANABRANCH_BLAS=jcublas LD_LIBRARY_PATH=$work/forward:${LD_LIBRARY_PATH:-} "$@" ;;
    ffm) ANABRANCH_BLAS=ffm "$@" ;;
    auto) "$@" ;;
  esac
}
