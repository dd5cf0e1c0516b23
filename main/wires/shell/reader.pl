# The faster reader for a far side that has perl: the same answers as agent.sh, in one process. Core builtins only.
use strict;
my ($verb, $root, $id, $size, $guard, @args) = @ARGV;
my ($part, $out, $careful, %hung) = (0, '', 0);
my $step = int($size / 2) > 1500 ? 1500 : int($size / 2);
my @table;

# As POSIX cksum, for a line that may lose bytes; a plain sum, which perl takes in one go, for one that guards itself.
sub sum {
  my ($text) = @_;
  return 's' . unpack('%32C*', $text) if $guard;
  @table = map { my $c = $_ << 24; $c = $c & 0x80000000 ? ($c << 1 ^ 0x04c11db7) & 0xffffffff : $c << 1 & 0xffffffff for 1 .. 8; $c } 0 .. 255 unless @table;
  my $crc = 0;
  my $length = length $text;
  $crc = ($crc << 8 & 0xffffffff) ^ $table[$crc >> 24 ^ $_] for unpack 'C*', $text;
  for (; $length; $length >>= 8) { $crc = ($crc << 8 & 0xffffffff) ^ $table[$crc >> 24 ^ $length & 255] }
  return 'c' . ($crc ^ 0xffffffff);
}
sub frame {
  my ($flag, $body) = @_;
  my $head = "$id $part$flag " . length $body;
  defined syswrite(STDOUT, "\002LS $head " . sum("$head\n$body") . "\n$body\003\n") or exit 1;
  $part++;
}
sub put {
  my ($text) = @_;
  if (length $text > $size && (my @lines = split /(?<=\n)/, $text) > 1) { put($_) for @lines; return }
  if (length($out) && length($out) + length($text) > $size) { frame('+', $out); $out = '' }
  $out .= $text;
}
sub text { my ($t) = @_; $t =~ s/^=//; $t =~ s/\\0([0-7]{3})/chr oct $1/ge; $t }
sub hex_of {
  my ($bytes) = @_;
  my $hex = join '', map { /^\0{8}/ ? 'z' . length() . '.' : unpack 'H*', $_ } split /(\0{8,})/, $bytes;
  return join "\nx", $hex =~ /(.{1,$step})/g;
}

# The record of one attribute.
sub value {
  my ($name, $file, $binary) = @_;
  my ($f, $bytes) = (undef, '');
  sysopen($f, $file, 0) && defined sysread($f, $bytes, 4096) or return put("E $name $!\n");
  return put("X $name " . hex_of($bytes) . "\n") if $binary || length $bytes > $step || $bytes =~ /[^\x20-\x7e\n]/;
  $bytes =~ s/\n\z//;
  $bytes =~ s/\n/\n+/g;
  put("V $name $bytes\n");
}
sub about {
  my ($file, $name) = @_;
  if ($hung{$file}) { put("E $name Connection timed out\n"); return 0 }
  if ($careful) { frame('+', $out . "A $file\n"); $out = '' }
  return 1;
}
sub names { opendir my $d, $_[0] or return; grep { $_ ne '.' && $_ ne '..' } readdir $d }

my (%here, %below);
for (split / /, $ENV{LS_attrs} // '') { m{(.*)/(.*)} ? push @{ $below{$1} }, $2 : ($here{$_} = 1) }
my %links = map { $_ => 1 } split / /, $ENV{LS_links} // '';

sub device {
  my ($path) = @_;
  my $folder = "$root/$path";
  my @names = names($folder) or return;
  return if $path =~ /[^\x20-\x7e]/;
  put("D $path\n");
  for my $name (@names) {
    if ($here{$name}) {
      if ($name eq 'config') {
        my $status = '';
        if (sysopen my $f, "$folder/power/runtime_status", 0) { sysread $f, $status, 64 }
        next if $status =~ /^suspend(ed|ing)$/;
      }
      about("$path/$name", $name) and value($name, "$folder/$name", $name eq 'config');
    } elsif ($below{$name}) {
      my %there = map { $_ => 1 } names("$folder/$name");
      $there{$_} and about("$path/$name/$_", "$name/$_") and value("$name/$_", "$folder/$name/$_", 0) for @{ $below{$name} };
    } elsif ($links{$name} || $name =~ /^stream\d+\.\d+\.\d+$/) {
      my $to = readlink "$folder/$name";
      put("l $name $to\n") if defined $to && $to !~ /[^\x20-\x7e]/;
    }
  }
}

# Where a path really is, below the root; else undef, and $! says why.
sub real {
  my ($path) = @_;
  my ($at, $count, @todo) = ('', 0, split m{/}, "$root/$path");
  while (defined(my $part = shift @todo)) {
    next if $part eq '' || $part eq '.';
    if ($part eq '..') { $at =~ s{/[^/]*$}{}; next }
    my $to = readlink "$at/$part";
    if (defined $to) {
      if (++$count > 40) { $! = 2; return undef }
      $at = '' if $to =~ m{^/};
      unshift @todo, split m{/}, $to;
    } elsif ($! == 22) {
      $at .= "/$part";
    } else {
      return undef;
    }
  }
  return $at if index($at, "$root/") == 0;
  $! = 2;
  return undef;
}

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

my %do = (
  sweep => sub {
    return map { device(text($_)) } @args if @args;
    my %seen;
    for my $list (split / /, $ENV{LS_folders} // '') {
      for my $name (sort(names("$root/$list"))) {
        my $to = readlink "$root/$list/$name";
        next if !defined $to || $to =~ m{^/};
        my @at = split m{/}, $list;
        for (split m{/}, $to) { $_ eq '..' ? (@at ? pop @at : push @at, '..') : $_ ne '.' && $_ ne '' && push @at, $_ }
        next if ($at[0] // '..') eq '..';
        for my $i (0 .. $#at) {
          my $above = join '/', @at[0 .. $i];
          device($above) if ($i == $#at || $at[$i] =~ /^pci[0-9a-f]{4,}:[0-9a-f]{2}$/) && !$seen{$above}++;
        }
      }
    }
  },
  read => sub {
    for my $i (0 .. $#args) {
      my $path = text($args[$i]);
      about($path, $i) or next;
      my $file = real($path);
      defined $file ? value($i, $file, $file =~ m{/config$}) : put("E $i $!\n");
    }
  },
  write => sub {
    my ($path, $text) = map { text($_) } @args;
    my $file = real($path);
    return put("W $!\n") unless defined $file;
    # sysfs asks this of root too; a copy of a tree is to answer alike.
    if (((stat $file)[2] & 0222) == 0) { $! = 13; return put("W $!\n") }
    my $f;
    put(sysopen($f, $file, 1) && defined syswrite($f, "$text\n") ? "W\n" : "W $!\n");
  },
  # Events by the kernel's own socket; udev is not needed.
  uevents => sub {
    my $s;
    socket($s, 16, 2, 15) && bind($s, pack 'S S L L', 16, 0, 0, 1) or return put("no socket for events: $!\n");
    setsockopt($s, 1, 33, pack 'l', 1 << 25) or setsockopt($s, 1, 8, pack 'l', 1 << 25);
    frame('+', "READY\n");
    for (;;) {
      my $from = recv $s, my $message, 16384, 0;
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
    my $s;
    socket($s, 16, 2, 16) && bind($s, pack 'S S L L', 16, 0, 0, 0) or return put("no generic netlink: $!\n");
    my $name = pack 'S S Z*', 4 + 15, 2, 'lockstep-trust';
    my $ask = pack('C C S', 3, 1, 0) . $name . "\0" x (-length($name) % 4);
    send $s, pack('L S S L L', 16 + length $ask, 16, 1, 1, 0) . $ask, 0;
    recv $s, my $told, 8192, 0;
    my ($length, $type) = unpack 'L S', $told;
    return put("no family lockstep-trust\n") if $type == 2;
    my %family = parts(substr $told, 20);
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
      recv $s, my $message, 16384, 0;
      next if (unpack 'L S', $message)[1] != $number;
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
      next if !defined $length;
      $line = (split /\n/, $line)[0];
      $line =~ tr/\x20-\x7e/?/c;
      frame('+', substr($line, 0, $size - 1) . "\n");
    }
  },
);

while (@args && $args[0] =~ /^(-c|!(.*))$/) { shift @args; defined $2 ? ($hung{$2} = 1) : ($careful = 1) }
$do{$verb}->();
frame('.', $out);
# A line that may lose bytes may lose the answer to a write, and a write is never made twice: it is said again until taken.
if ($verb eq 'write' && !$guard) { for (1 .. 60) { sleep 1; $part = 0; frame('.', $out) } }
