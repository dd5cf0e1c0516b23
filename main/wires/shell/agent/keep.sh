# Evidence for our kernel module to keep, in one write; never another file. Answers like a write.
ls_do_keep() {
  if LS_d=$({ printf '%b' "${1#=}" | cat >"$LS_root/kernel/debug/lockstep_trust/evidence"; } 2>&1); then ls_put 'W '
  else ls_put "W $(ls_plain "${LS_d##*: }")"; fi
}
