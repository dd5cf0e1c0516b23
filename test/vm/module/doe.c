// SPDX-License-Identifier: GPL-2.0
/*
 * /sys/kernel/debug/lockstep_trust/doe: a file for each device whose DOE mailbox speaks SPDM. An object is written, and the
 * device's is read through the same open file; it may come in pieces, for its header says how long it is. What it means is
 * for whoever writes it: this only carries.
 */
#include <linux/debugfs.h>
#include <linux/fs.h>
#include <linux/pci.h>
#include <linux/pci-doe.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/unaligned.h>
#include "lockstep_trust.h"

#define HEADER 8
/* Of a whole object. SPDM's own limit is the peer's to name; a longer one is refused, never cut. */
#define MOST SZ_64K

/* Which devices have a file, and in which folder; never taken by a file's own operations, which its removal waits for. */
static DEFINE_MUTEX(files);
static struct dentry *folder;

/* One open file. */
struct carrier {
	struct mutex lock;
	struct lt_dev *lt;
	u8 *object, *answer;
	size_t had;		/* bytes of the object that have come */
	size_t answered, taken;	/* bytes of the answer, and those that were read */
};

static int doe_open(struct inode *inode, struct file *file)
{
	struct carrier *carrier = kzalloc(sizeof(*carrier), GFP_KERNEL);

	if (!carrier)
		return -ENOMEM;
	carrier->object = kvmalloc(MOST, GFP_KERNEL);
	/* A dword more than what is handed on: an answer that fills it is too long. */
	carrier->answer = kvmalloc(MOST + sizeof(u32), GFP_KERNEL);
	if (!carrier->object || !carrier->answer) {
		kvfree(carrier->object);
		kvfree(carrier->answer);
		kfree(carrier);
		return -ENOMEM;
	}
	mutex_init(&carrier->lock);
	carrier->lt = inode->i_private;
	file->private_data = carrier;
	return stream_open(inode, file);
}

static int doe_release(struct inode *inode, struct file *file)
{
	struct carrier *carrier = file->private_data;

	mutex_destroy(&carrier->lock);
	kvfree(carrier->object);
	kvfree(carrier->answer);
	kfree(carrier);
	return 0;
}

/* Bytes of the object that begins with this header, or why there is none. */
static ssize_t length_of(const u8 *header)
{
	size_t dwords = get_unaligned_le32(header + 4) & 0x3ffff;

	if (get_unaligned_le16(header) != PCI_VENDOR_ID_PCI_SIG)
		return -EINVAL;
	/* Discovery is the kernel's own business. */
	if (header[2] != PCI_DOE_FEATURE_CMA && header[2] != PCI_DOE_FEATURE_SSESSION)
		return -EOPNOTSUPP;
	if (!dwords || dwords > MOST / sizeof(u32))
		return -EMSGSIZE;
	return dwords * sizeof(u32) > HEADER ? dwords * sizeof(u32) : -EINVAL;
}

/* The device stays while this runs: its file is removed before it leaves, and that waits. */
static int exchange(struct carrier *carrier)
{
	struct lt_dev *lt = carrier->lt;
	u8 type = carrier->object[2];
	struct pci_doe_mb *mailbox = pci_find_doe_mailbox(lt->pdev, PCI_VENDOR_ID_PCI_SIG, type);
	int rc;

	if (!mailbox)
		return -EOPNOTSUPP;
	if (mutex_lock_killable(&lt->mailbox))
		return -EINTR;
	rc = pci_doe(mailbox, PCI_VENDOR_ID_PCI_SIG, type, carrier->object + HEADER, carrier->had - HEADER,
		     carrier->answer + HEADER, MOST + sizeof(u32) - HEADER);
	mutex_unlock(&lt->mailbox);
	if (rc < 0)
		return rc;
	if (rc > MOST - HEADER)
		return -EMSGSIZE;
	memcpy(carrier->answer, carrier->object, 4);
	put_unaligned_le32((HEADER + rc) / sizeof(u32), carrier->answer + 4);
	carrier->answered = HEADER + rc;
	return 0;
}

/* Takes a piece; carries the object with its last one. Under carrier->lock. */
static int take(struct carrier *carrier, const char __user *from, size_t len)
{
	ssize_t length;

	if (len > MOST - carrier->had)
		return -EMSGSIZE;
	if (copy_from_user(carrier->object + carrier->had, from, len))
		return -EFAULT;
	carrier->had += len;
	if (carrier->had < HEADER)
		return 0;
	length = length_of(carrier->object);
	if (length < 0)
		return length;
	if (carrier->had > length)
		return -EINVAL;
	return carrier->had < length ? 0 : exchange(carrier);
}

static ssize_t doe_write(struct file *file, const char __user *from, size_t len, loff_t *at)
{
	struct carrier *carrier = file->private_data;
	int rc;

	if (mutex_lock_killable(&carrier->lock))
		return -EINTR;
	carrier->answered = carrier->taken = 0;
	rc = take(carrier, from, len);
	/* What failed, and what was answered, is over. */
	if (rc || carrier->answered)
		carrier->had = 0;
	mutex_unlock(&carrier->lock);
	return rc ?: len;
}

static ssize_t doe_read(struct file *file, char __user *to, size_t len, loff_t *at)
{
	struct carrier *carrier = file->private_data;
	ssize_t n;

	if (mutex_lock_killable(&carrier->lock))
		return -EINTR;
	n = min(len, carrier->answered - carrier->taken);
	if (copy_to_user(to, carrier->answer + carrier->taken, n))
		n = -EFAULT;
	else
		carrier->taken += n;
	mutex_unlock(&carrier->lock);
	return n;
}

static const struct file_operations doe_fops = {
	.owner = THIS_MODULE, .open = doe_open, .release = doe_release, .write = doe_write, .read = doe_read,
};

void lt_doe_add(struct lt_dev *lt)
{
	struct pci_dev *pdev = lt_get_pdev(lt);

	if (!pdev)
		return;
	scoped_guard(mutex, &files)
		if (folder && !lt->doe_file && pci_find_doe_mailbox(pdev, PCI_VENDOR_ID_PCI_SIG, PCI_DOE_FEATURE_CMA)) {
			debugfs_create_file(lt->name, 0600, folder, lt, &doe_fops);
			lt->doe_file = true;
		}
	pci_dev_put(pdev);
}

/* Waits for an exchange on its way: the mailbox goes with the device. */
void lt_doe_remove(struct lt_dev *lt)
{
	guard(mutex)(&files);
	if (folder && lt->doe_file)
		debugfs_lookup_and_remove(lt->name, folder);
	lt->doe_file = false;
}

void lt_doe_init(struct dentry *parent)
{
	scoped_guard(mutex, &files)
		folder = debugfs_create_dir("doe", parent);
	lt_each(lt_doe_add);
}

void lt_doe_exit(void)
{
	guard(mutex)(&files);
	debugfs_remove(folder);
	folder = NULL;
}
