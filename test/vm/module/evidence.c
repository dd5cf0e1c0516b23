// SPDX-License-Identifier: GPL-2.0
/*
 * Evidence of a device, kept for as long as it holds: a TSM's part, which user space plays here. It hands a bundle down
 * once, through debugfs; netlink hands it up again (evidence-read). A new generation, by whatever cause, forgets it at once.
 */
#include <linux/debugfs.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/unaligned.h>
#include "lockstep_trust.h"

/* Of a whole bundle: eight slots, and what is measured. */
#define MOST SZ_256K

/* A bundle, little endian: this, and then objects, each with its type and its length before it, up to its end. */
struct bundle {
	__le32 length;		/* of all of it */
	char device[20];	/* its address, zeros after it */
	__le32 generation;	/* that it was gathered in */
	u8 nonce[LT_NONCE];
} __packed;

/* One opening of the file: a bundle may come in pieces. */
struct coming {
	struct mutex lock;
	size_t had;
	u8 bytes[MOST];
};

void lt_evidence_put(struct lt_evidence *kept)
{
	/* Also under lt->state, where nothing may wait. */
	if (kept && refcount_dec_and_test(&kept->refs))
		kvfree_rcu(kept, rcu);
}

/* Under lt->state. */
void lt_evidence_forget(struct lt_dev *lt)
{
	lt_evidence_put(lt->evidence);
	lt->evidence = NULL;
}

/* Under lt->state: what was gathered before is of another generation. */
void lt_evidence_moves(struct lt_dev *lt)
{
	lt->evidence_generation++;
	lt_evidence_forget(lt);
}

/* With a reference to be put; -ENODEV while nothing is plugged in, -ENODATA while none is kept. */
struct lt_evidence *lt_evidence_get(struct lt_dev *lt)
{
	guard(spinlock)(&lt->state);
	if (!lt->pdev)
		return ERR_PTR(-ENODEV);
	if (!lt->evidence)
		return ERR_PTR(-ENODATA);
	refcount_inc(&lt->evidence->refs);
	return lt->evidence;
}

/* Whether it is still what is kept: nothing else can have its address, as whoever asks has a reference. */
bool lt_evidence_holds(struct lt_dev *lt, const struct lt_evidence *kept)
{
	guard(spinlock)(&lt->state);
	return lt->evidence == kept;
}

/* The object at *@at, which is moved past it; false at the end, or where what is left is none. */
bool lt_evidence_next(const struct lt_evidence *kept, size_t *at, struct lt_object *object)
{
	size_t left = kept->length - *at;

	if (left < 8)
		return false;
	object->type = get_unaligned_le32(kept->objects + *at);
	object->length = get_unaligned_le32(kept->objects + *at + 4);
	if (object->type >= LT_TYPES || !object->length || object->length > left - 8)
		return false;
	object->bytes = kept->objects + *at + 8;
	*at += 8 + object->length;
	return true;
}

/* All of it is objects, each of another type. */
static bool is_whole(const struct lt_evidence *kept)
{
	struct lt_object object;
	size_t at = 0;
	u32 seen = 0;

	while (lt_evidence_next(kept, &at, &object)) {
		if (seen & BIT(object.type))
			return false;
		seen |= BIT(object.type);
	}
	return seen && at == kept->length;
}

/* Keeps it in the place of what was kept; -ESTALE when the generation is another one by now. */
static int keep(struct lt_dev *lt, struct lt_evidence *kept)
{
	guard(spinlock)(&lt->state);
	if (!lt->pdev)
		return -ENODEV;
	if (kept->generation != lt->evidence_generation || !lt->spdm)
		return -ESTALE;
	lt_evidence_forget(lt);
	lt->evidence = kept;
	return 0;
}

static int hand_down(const u8 *bytes)
{
	const struct bundle *bundle = (const void *)bytes;
	size_t length = get_unaligned_le32(&bundle->length) - sizeof(*bundle);
	struct lt_evidence *kept;
	struct lt_dev *lt;
	int rc;

	if (strnlen(bundle->device, sizeof(bundle->device)) == sizeof(bundle->device))
		return -EINVAL;
	lt = lt_find_name(bundle->device);
	if (!lt)
		return -ENODEV;
	kept = kvmalloc(struct_size(kept, objects, length), GFP_KERNEL);
	if (!kept)
		return -ENOMEM;
	refcount_set(&kept->refs, 1);
	kept->generation = get_unaligned_le32(&bundle->generation);
	memcpy(kept->nonce, bundle->nonce, LT_NONCE);
	kept->length = length;
	memcpy(kept->objects, bytes + sizeof(*bundle), length);
	rc = is_whole(kept) ? keep(lt, kept) : -EINVAL;
	if (rc)
		kvfree(kept);
	return rc;
}

/* Takes a piece; hands the bundle down with its last one. Under coming->lock. */
static int take(struct coming *coming, const char __user *from, size_t len)
{
	u32 length;

	if (len > MOST - coming->had)
		return -EMSGSIZE;
	if (copy_from_user(coming->bytes + coming->had, from, len))
		return -EFAULT;
	coming->had += len;
	if (coming->had < sizeof(struct bundle))
		return 0;
	length = get_unaligned_le32(coming->bytes);
	if (length > MOST)
		return -EMSGSIZE;
	if (length < sizeof(struct bundle) || coming->had > length)
		return -EINVAL;
	return coming->had < length ? 0 : hand_down(coming->bytes) ?: 1;
}

static ssize_t evidence_write(struct file *file, const char __user *from, size_t len, loff_t *at)
{
	struct coming *coming = file->private_data;
	int rc;

	if (mutex_lock_killable(&coming->lock))
		return -EINTR;
	rc = take(coming, from, len);
	if (rc)
		coming->had = 0;
	mutex_unlock(&coming->lock);
	return rc < 0 ? rc : len;
}

static int evidence_open(struct inode *inode, struct file *file)
{
	struct coming *coming = kvzalloc(sizeof(*coming), GFP_KERNEL);

	if (!coming)
		return -ENOMEM;
	mutex_init(&coming->lock);
	file->private_data = coming;
	return stream_open(inode, file);
}

static int evidence_release(struct inode *inode, struct file *file)
{
	struct coming *coming = file->private_data;

	mutex_destroy(&coming->lock);
	kvfree(coming);
	return 0;
}

static const struct file_operations evidence_fops = {
	.owner = THIS_MODULE, .open = evidence_open, .release = evidence_release, .write = evidence_write,
};

void lt_evidence_init(struct dentry *parent)
{
	debugfs_create_file("evidence", 0200, parent, NULL, &evidence_fops);
}
