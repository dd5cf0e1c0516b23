# Attributes of a netlink message by their number.
sub parts {
  my ($bytes) = @_;
  my %found;
  while (length $bytes >= 4) {
    my ($length, $kind) = unpack 'S S', $bytes;
    last if $length < 4;
    $found{ $kind & 0x3fff } = substr $bytes, 4, $length - 4;
    $bytes = substr $bytes, ($length + 3 & ~3) < length $bytes ? ($length + 3 & ~3) : length $bytes;
  }
  return %found;
}

# A generic netlink socket, and what the kernel tells of the proposal's own family: nothing more where it has none.
sub family {
  my $s;
  socket($s, 16, 2, 16) && bind($s, pack 'S S L L', 16, 0, 0, 0) or return;
  my $name = pack 'S S Z*', 4 + 15, 2, 'lockstep-trust';
  my $ask = pack('C C S', 3, 1, 0) . $name . "\0" x (-length($name) % 4);
  send $s, pack('L S S L L', 16 + length $ask, 16, 1, 1, 0) . $ask, 0;
  recv $s, my $told, 8192, 0;
  my ($length, $type) = unpack 'L S', $told;
  return $type == 2 ? $s : ($s, parts(substr $told, 20));
}

%do = (
  %do,
  # Events by the kernel's own socket; udev is not needed.
  uevents => sub {
    my $s;
    socket($s, 16, 2, 15) && bind($s, pack 'S S L L', 16, 0, 0, 1) or return put("no socket for events: $!\n");
    setsockopt($s, 1, 33, pack 'l', 1 << 25) or setsockopt($s, 1, 8, pack 'l', 1 << 25);
    frame('+', "READY\n");
    for (;;) {
      my $from = recv $s, my $message, 16384, 0;
      # ENOBUFS: more came than was taken, which the kernel's count shows.
      return put("$!\n") if !defined $from && $! != 105 && $! != 4;
      if (defined $from && (unpack 'S S L L', $from)[2] == 0 && $message =~ s/^[a-z]+\@[^\0]*\0//) {
        $message =~ tr/\0\x20-\x7e/?/c;
        $message =~ tr/\0/\n/;
        put("KERNEL[\n$message\n");
      }
      vec(my $more = '', fileno $s, 1) = 1;
      next if select $more, undef, undef, 0;
      frame('+', $out) if length $out;
      $out = '';
    }
  },
  # The proposal's own notices: the family's number and its group `events` are asked for, then messages come.
  netlink => sub {
    my ($s, %family) = family();
    return put("no generic netlink: $!\n") if !$s;
    return put("no family lockstep-trust\n") if !%family;
    my ($number) = unpack 'S', $family{1} // '';
    my $group;
    my %groups = parts($family{7} // '');
    for (values %groups) {
      my %one = parts($_);
      $group = unpack 'L', $one{2} if unpack('Z*', $one{1}) eq 'events';
    }
    defined $group && setsockopt($s, 270, 1, pack 'L', $group) or return put("no group events: $!\n");
    frame('+', "READY\n");
    for (;;) {
      my $from = recv $s, my $message, 16384, 0;
      return put("$!\n") if !defined $from && $! != 105 && $! != 4;
      next if !defined $from || (unpack 'L S', $message)[1] != $number;
      my %has = parts(substr $message, 20);
      my @kinds = ([1, 'dev-name', 'Z*'], [2, 'trust', 'L'], [3, 'trust-old', 'L'], [4, 'reason', 'Z*'], [5, 'tdisp', 'Z*'], [6, 'seq', 'L']);
      my $record = join '', map { defined $has{ $_->[0] } ? "$_->[1]=" . unpack($_->[2], $has{ $_->[0] }) . "\n" : () } @kinds;
      $record =~ tr/\n\x20-\x7e/?/c;
      frame('+', "$record\n");
    }
  },
  kmsg => sub {
    my $k;
    sysopen($k, '/dev/kmsg', 0) && defined sysseek($k, 0, 2) or return put("no kernel log: $!\n");
    for (;;) {
      my $length = sysread $k, my $line, 8192;
      # EPIPE: lines were overwritten before they were read; the next read goes on with those that are there.
      next if !defined $length && ($! == 32 || $! == 4);
      return put(defined $length ? "it ended\n" : "$!\n") if !$length;
      $line = (split /\n/, $line)[0];
      $line =~ tr/\x20-\x7e/?/c;
      frame('+', substr($line, 0, $size - 1) . "\n");
    }
  },
);
