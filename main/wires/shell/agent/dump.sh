# Evidence that the kernel keeps of a device: no shell speaks netlink. ENOSYS.
ls_do_dump() { ls_put 'V 32 38'; }
