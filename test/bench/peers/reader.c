/*
 * The peer of a sweep: reads the same files and links with openat, read and close, and nothing else.
 * Arguments: the sysfs, then names of attributes, then `--`, then names of links.
 * Prints the nanoseconds it took, the number of devices, files and links, and the bytes of all of them.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static long long now(void)
{
	struct timespec at;

	clock_gettime(CLOCK_MONOTONIC, &at);
	return at.tv_sec * 1000000000LL + at.tv_nsec;
}

int main(int argc, char **argv)
{
	static char page[4096];
	long devices = 0, files = 0, links = 0, bytes = 0;
	long long began = now();
	int split = 2, root, list;
	DIR *folder;

	while (split < argc && strcmp(argv[split], "--") != 0)
		split++;
	root = open(argc > 1 ? argv[1] : "/sys", O_PATH | O_DIRECTORY);
	list = openat(root, "bus/pci/devices", O_RDONLY | O_DIRECTORY);
	folder = list < 0 ? NULL : fdopendir(list);
	if (folder == NULL) {
		perror("bus/pci/devices");
		return 1;
	}
	for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
		int device;

		if (entry->d_name[0] == '.')
			continue;
		device = openat(list, entry->d_name, O_PATH | O_DIRECTORY);
		if (device < 0)
			continue;
		devices++;
		for (int at = 2; at < split; at++) {
			int file = openat(device, argv[at], O_RDONLY | O_CLOEXEC);
			ssize_t length;

			if (file < 0)
				continue;
			length = read(file, page, sizeof(page));
			close(file);
			if (length < 0)
				continue;
			files++;
			bytes += length;
		}
		for (int at = split + 1; at < argc; at++) {
			ssize_t length = readlinkat(device, argv[at], page, sizeof(page));

			if (length < 0)
				continue;
			links++;
			bytes += length;
		}
		close(device);
	}
	closedir(folder);
	printf("%lld %ld %ld %ld %ld\n", now() - began, devices, files, links, bytes);
	return 0;
}
