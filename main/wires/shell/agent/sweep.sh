# ls_device FOLDER: all that is allowed of it.
ls_device() {
  cd -P -- "$LS_root/$1" && [ "$PWD" = "$LS_root/$1" ] || return 0
  ls_put "D $1"
  for LS_a in $LS_attrs; do
    [ -e "$LS_a" ] || [ -L "$LS_a" ] || continue
    ls_about "$1/$LS_a" "$LS_a" || continue
    if [ "$LS_a" = config ]; then
      LS_v=
      IFS= read -r LS_v <power/runtime_status
      case $LS_v in suspended | suspending) ;; *) ls_bytes config config ;; esac
    else
      ls_value "$LS_a" "$LS_a"
    fi
  done
  for LS_a in $LS_links stream*.*.*; do
    [ -L "$LS_a" ] || continue
    if cd -P -- "$LS_a"; then
      case $PWD/ in "$LS_root"/*) ls_put "L $LS_a ${PWD#"$LS_root"/}" ;; esac
      cd -P -- "$LS_root/$1" || return 0
    elif has readlink; then
      ls_put "l $LS_a $(readlink -- "$LS_a")"
    fi
  done
}

# ls_bridges PATH: the host bridges it lies below, each once.
ls_bridges() {
  LS_r=$1
  LS_a=
  while :; do
    case $LS_r in */*) ;; *) return ;; esac
    LS_a=$LS_a${LS_r%%/*}
    case ${LS_r%%/*} in pci[0-9a-f]*:??)
      case $LS_seen in *"|$LS_a|"*) ;; *)
        LS_seen="$LS_seen|$LS_a|"
        ls_device "$LS_a"
        ;;
      esac
      ;;
    esac
    LS_a=$LS_a/
    LS_r=${LS_r#*/}
  done
}

# What comes before `=FOLDER`s: `-c` says each file before it is touched, `!FILE` is one that never returned.
ls_hints() {
  LS_hung=' '
  LS_careful=
  LS_k=0
  for LS_x; do
    case $LS_x in
    -c) LS_careful=1 ;;
    !*) LS_hung="$LS_hung${LS_x#!} " ;;
    *) return ;;
    esac
    LS_k=$((LS_k + 1))
  done
}

# ls_about PATH NAME: false for a file that hung before; else, with care, says that it is next.
ls_about() {
  case $LS_hung in *" $1 "*)
    ls_put "E $2 Connection timed out"
    return 1
    ;;
  esac
  if [ -n "$LS_careful" ]; then
    ls_frame + "$LS_o"'A '"$1$LS_n"
    LS_o=
  fi
}

ls_do_sweep() {
  ls_hints "$@"
  shift $LS_k
  if [ $# -gt 0 ]; then
    for LS_x; do
      ls_text "$LS_x"
      ls_device "$LS_t"
    done
    return
  fi
  LS_seen=
  for LS_f in $LS_folders; do
    for LS_x in "$LS_root/$LS_f"/*; do
      cd -P -- "$LS_x" || continue
      case $PWD in "$LS_root"/*) ;; *) continue ;; esac
      LS_p=${PWD#"$LS_root"/}
      ls_bridges "$LS_p"
      ls_device "$LS_p"
    done
  done
}
