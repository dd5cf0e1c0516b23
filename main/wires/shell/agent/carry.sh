# One object to a device's DOE mailbox, and the device's back, through the file our kernel module has for it; never another
# file. Both go through one opening of it: that is what the module knows them by.
ls_do_carry() {
  LS_t=$LS_root/kernel/debug/lockstep_trust/doe/$1
  case $1 in *[!0-9a-f:.]* | [!0-9a-f]* | '') LS_t=$LS_root/kernel/debug/lockstep_trust/doe/- ;; esac
  # To read before anything was written gives nothing, or the reason why it cannot be opened.
  if ! LS_d=$(cat -- "$LS_t" 2>&1 >/dev/null); then
    ls_put "E 0 $(ls_plain "${LS_d##*: }")"
    return
  fi
  {
    if LS_d=$({ printf '%b' "${2#=}" | cat >&8; } 2>&1); then
      if has od; then LS_d=$(od -v -t x1 <&8 2>&1) && ls_dump O o 0 "$LS_d"
      elif has hexdump; then LS_d=$(hexdump -v -e '16/1 "%02x" "\n"' <&8 2>&1) && ls_dump X x 0 "$LS_d"
      elif has base64; then LS_d=$(base64 <&8 2>&1) && ls_dump B b 0 "$LS_d"
      fi
    else ls_put "E 0 $(ls_plain "${LS_d##*: }")"
    fi
  } 8<>"$LS_t"
}
