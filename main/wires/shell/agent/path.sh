# ls_real PATH: sets LS_t to where it really is, below the root; or LS_w to why not.
ls_real() {
  LS_w='No such file or directory'
  LS_t=$LS_root/$1
  LS_k=0
  while [ -L "$LS_t" ] && [ ! -d "$LS_t" ]; do
    LS_k=$((LS_k + 1))
    [ $LS_k -lt 20 ] && LS_l=$(readlink -- "$LS_t") || return 1
    case $LS_l in /*) LS_t=$LS_l ;; *) LS_t=${LS_t%/*}/$LS_l ;; esac
  done
  if [ -d "$LS_t" ]; then
    cd -P -- "$LS_t" || { LS_w='Permission denied'; return 1; }
    LS_t=$PWD
  elif [ -e "$LS_t" ] || [ -d "${LS_t%/*}" ]; then
    [ -d "${LS_t%/*}" ] || return 1
    LS_l=${LS_t##*/}
    cd -P -- "${LS_t%/*}" || { LS_w='Permission denied'; return 1; }
    LS_t=$PWD/$LS_l
    [ -e "$LS_t" ] || return 1
  else
    LS_l=${LS_t%/*}
    while [ "$LS_l" != "$LS_root" ] && [ -n "$LS_l" ] && [ ! -e "$LS_l" ]; do LS_l=${LS_l%/*}; done
    [ -d "$LS_l" ] || LS_w='Not a directory'
    return 1
  fi
  case $LS_t in "$LS_root"/*) ;; *) return 1 ;; esac
}

ls_do_read() {
  ls_hints "$@"
  shift $LS_k
  LS_i=0
  for LS_x; do
    ls_text "$LS_x"
    if ! ls_about "${LS_x#=}" $LS_i; then
      :
    elif ls_real "$LS_t"; then
      case $LS_t in */config) ls_bytes $LS_i "$LS_t" ;; *) ls_value $LS_i "$LS_t" ;; esac
    else
      ls_put "E $LS_i $LS_w"
    fi
    LS_i=$((LS_i + 1))
  done
}

# One write(2) of the value and a newline; nothing is created or cut short. dd names its error, or cat does.
ls_do_write() {
  ls_text "$2"
  LS_v=$LS_t
  ls_text "$1"
  if ! ls_real "$LS_t"; then
    ls_put "W $LS_w"
    return
  fi
  # sysfs asks this of root too; a copy of a tree is to answer alike.
  case $(ls -ldL -- "$LS_t") in -?[!w]??[!w]??[!w]*)
    ls_put 'W Permission denied'
    return
    ;;
  esac
  if [ -d "$LS_t" ]; then
    ls_put 'W Is a directory'
    return
  fi
  if has dd; then
    LS_d=$(printf '%s\n' "$LS_v" | dd of="$LS_t" bs=65536 conv=notrunc 2>&1)
  else
    LS_d=$({ printf '%s\n' "$LS_v" | cat >"$LS_t"; } 2>&1)
  fi && LS_d= || LS_d=${LS_d:-Input/output error}
  case $LS_d in
  '') ls_put 'W' ;;
  *)
    while IFS= read -r LS_l; do
      case $LS_l in *records*) ;; *) ls_put "W $(ls_plain "${LS_l##*: }")" ;; esac
    done <<END
$LS_d
END
    ;;
  esac
}
