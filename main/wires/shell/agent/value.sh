# ls_bytes NAME FILE: up to 4096 bytes as a dump; what od, hexdump or base64 print is put together over there.
ls_bytes() {
  if has od; then
    LS_d=$(od -t x1 -N 4096 -- "$2" 2>&1) && ls_dump O o "$1" "$LS_d" && return
  elif has hexdump; then
    LS_d=$(hexdump -v -n 4096 -e '16/1 "%02x" "\n"' -- "$2" 2>&1) && ls_dump X x "$1" "$LS_d" && return
  elif has base64; then
    LS_d=$(base64 -- "$2" 2>&1) && ls_dump B b "$1" "$LS_d" && return
  else
    return
  fi
  ls_error "$1" "$2"
}
ls_dump() {
  ls_put "$1 $3"
  while IFS= read -r LS_l; do ls_put "$2$LS_l"; done <<END
$4
END
}

# ls_error NAME FILE: what the kernel says of reading it; nothing when it can be read after all, and is empty.
ls_error() {
  LS_d=$(cat -- "$2" 2>&1 >/dev/null)
  if [ -z "$LS_d" ]; then ls_put "V $1 "; else ls_put "E $1 $(ls_plain "${LS_d##*: }")"; fi
}

# ls_value NAME FILE: its lines, by the shell's own read; as a dump when they hold more than printable text.
ls_value() {
  LS_v=
  LS_l=
  LS_k=0
  {
    if IFS= read -r LS_v; then
      LS_k=1
      while IFS= read -r LS_l || [ -n "$LS_l" ]; do LS_v=$LS_v$LS_n$LS_l; done
    fi
  } <"$2"
  case $LS_v in
  *[!\ -~$LS_n]*) ls_bytes "$1" "$2" ;;
  '') if [ $LS_k = 1 ]; then ls_put "V $1 "; else ls_error "$1" "$2"; fi ;;
  *"$LS_n"*)
    LS_k='V '$1' '
    while IFS= read -r LS_l; do
      ls_put "$LS_k$LS_l"
      LS_k=+
    done <<END
$LS_v
END
    ;;
  *) if [ ${#LS_v} -gt 1000 ]; then ls_bytes "$1" "$2"; else ls_put "V $1 $LS_v"; fi ;;
  esac
}
