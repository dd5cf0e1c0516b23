# The faster reader for a far side that has perl: the same answers as the shell's, in one process that stays. Of modules POSIX
# alone, and not even that where it is missing.
use strict;
my ($root, $size) = @ARGV;
my ($id, $part, $out, $careful, @args, %hung);
my $step = int($size / 2) > 1500 ? 1500 : int($size / 2);

# The sum of all bytes: perl takes it in one go.
sub frame {
  my ($flag, $body) = @_;
  my $head = "$id $part$flag " . length $body;
  defined syswrite(STDOUT, "\002LS $head s" . unpack('%32C*', "$head\n$body") . "\n$body\003\n") or exit 1;
  $part++;
}
# Whole lines; full frames leave at once.
sub put {
  $out .= $_[0];
  while (length $out > $size) {
    my $cut = rindex($out, "\n", $size - 1) + 1 || index($out, "\n") + 1;
    last if $cut == length $out;
    frame('+', substr $out, 0, $cut, '');
  }
}
sub text { my ($t) = @_; $t =~ s/^=//; $t =~ s/\\0([0-7]{3})/chr oct $1/ge; $t }
sub hex_of {
  my ($bytes) = @_;
  my $hex = join '', map { /^\0{8}/ ? 'z' . length() . '.' : unpack 'H*', $_ } split /(\0{8,})/, $bytes;
  return length $hex > $step ? join "\nx", $hex =~ /(.{1,$step})/g : $hex;
}

# slurp FILE: true when its bytes are in $bytes; else $! says why not. perl's own files ask three things more of each.
my $bytes;
sub plain_slurp {
  my $f;
  return sysopen($f, $_[0], 0) && defined sysread $f, $bytes, 4096;
}
sub posix_slurp {
  my $fd = POSIX::open($_[0], 0) // return 0;
  my $length = POSIX::read($fd, $bytes, 4096);
  my $why = $!;
  POSIX::close($fd);
  $! = $why;
  return defined $length;
}
*slurp = eval { require POSIX; 1 } ? \&posix_slurp : \&plain_slurp;

# The record of one attribute.
sub value {
  my ($name, $file, $binary) = @_;
  slurp($file) or return "E $name $!\n";
  return "X $name " . hex_of($bytes) . "\n" if $binary || length $bytes > $step || $bytes =~ /[^\x20-\x7e\n]/;
  chomp $bytes;
  $bytes =~ s/\n/\n+/g if index($bytes, "\n") >= 0;
  return "V $name $bytes\n";
}
sub about {
  my ($file, $name) = @_;
  if ($hung{$file}) { put("E $name Connection timed out\n"); return 0 }
  if ($careful) { put("A $file\n"); frame('+', $out); $out = '' }
  return 1;
}
sub names { opendir my $d, $_[0] or return; readdir $d }

my (%here, %below);
for (split / /, $ENV{LS_attrs} // '') { m{(.*)/(.*)} ? push @{ $below{$1} }, $2 : ($here{$_} = 1) }
my %links = map { $_ => 1 } split / /, $ENV{LS_links} // '';

# From inside its folder: the kernel walks one name for each file.
sub device {
  my ($path) = @_;
  return if $path =~ /[^\x20-\x7e]/ || !chdir "$root/$path";
  my @names = names('.');
  return if @names < 3;
  my $text = "D $path\n";
  # In a careful sweep, and for a file that hung before, what was found so far goes first.
  my $ask = $careful || %hung;
  my $ready = sub { put($text); $text = ''; about("$path/$_[0]", $_[0]) };
  for my $name (@names) {
    if ($here{$name}) {
      if ($name eq 'config') {
        next if slurp('power/runtime_status') && $bytes =~ /^suspend(ed|ing)$/;
      }
      $text .= value($name, $name, $name eq 'config') if !$ask || $ready->($name);
    } elsif ($below{$name}) {
      for (map { "$name/$_" } @{ $below{$name} }) { $text .= value($_, $_, 0) if -e && (!$ask || $ready->($_)) }
    } elsif ($links{$name} || $name =~ /^stream\d+\.\d+\.\d+$/) {
      my $to = readlink $name;
      $text .= "l $name $to\n" if defined $to && $to !~ /[^\x20-\x7e]/;
    }
  }
  put($text);
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

my %do;
%do = (
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
      put(defined $file ? value($i, $file, $file =~ m{/config$}) : "E $i $!\n");
    }
  },
  write => sub {
    my ($path, $text) = map { text($_) } @args;
    my $file = real($path);
    return put("W $!\n") unless defined $file;
    # sysfs asks this of root too; a copy of a tree is to answer alike.
    if (((stat $file)[2] & 0222) == 0) { $! = 13; return put("W $!\n") }
    my $f;
    my $length = sysopen($f, $file, 1) ? syswrite($f, "$text\n") : undef;
    # Taken in part is not done; what is left is not written after it, as no person would.
    $! = 5 if defined $length && $length <= length $text;
    put(defined $length && $length > length $text ? "W\n" : "W $!\n");
  },
);
