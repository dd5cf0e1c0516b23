// SPDX-License-Identifier: GPL-2.0
/* A guest's TSM: tsm/lock, tsm/unlock and, where the write to trust only acknowledges, tsm/accept (S8, R13, R18). */
#include <linux/err.h>
#include <linux/kstrtox.h>
#include <linux/pci-tsm.h>
#include <linux/tsm.h>
#include "lockstep_trust.h"

static struct tsm_dev *devsec;

/* True for `tsm` and a number, with at most one newline after it. */
static bool is_tsm_name(const char *text)
{
	size_t digits;

	if (strncmp(text, "tsm", 3))
		return false;
	digits = strspn(text + 3, "0123456789");
	text += 3 + digits;
	return digits >= 1 && digits <= 9 && (!*text || !strcmp(text, "\n"));
}

static bool is_ours(const char *text)
{
	return sysfs_streq(text, dev_name(&devsec->dev));
}

/*
 * Runs @act with the device's move and device lock held, so that neither level nor driver changes under it. Interruptible:
 * a probe that hangs holds the device lock.
 */
static ssize_t with_device(struct device *dev, const char *buf, size_t len,
			   int (*act)(struct lt_dev *lt, const char *buf))
{
	struct lt_dev *lt = lt_find(dev);
	int rc;

	if (!lt)
		return -ENODEV;
	if (mutex_lock_killable(&lt->move))
		return -EINTR;
	rc = lt->pdev ? act(lt, buf) : -ENODEV;
	mutex_unlock(&lt->move);
	return rc ?: len;
}

/* The TSM's call: its time, its error, and -EBUSY while a driver is bound. Then @change, under lt->state. */
static int call(struct lt_dev *lt, void (*change)(struct lt_dev *lt))
{
	struct device *dev = &lt->pdev->dev;
	int rc;

	if (device_lock_interruptible(dev))
		return -EINTR;
	rc = dev->driver ? -EBUSY : -lt->tsm_error;
	if (!rc) {
		lt_tsm_latency();
		guard(spinlock)(&lt->state);
		change(lt);
	}
	device_unlock(dev);
	return rc;
}

static void locks(struct lt_dev *lt)
{
	lt->locked = true;
	lt->lock_generation++;
	lt_evidence_moves(lt);
	lt->spdm = true;
	lt->link = lt->ide_capable ? LT_IDE : LT_ASSERTED;
	lt->tdisp = LT_LOCKED;
}

static int lock_it(struct lt_dev *lt, const char *buf)
{
	int rc;

	if (!is_tsm_name(buf))
		return -EINVAL;
	if (lt->locked)
		return -EBUSY;
	if (!is_ours(buf))
		return -ENXIO;
	rc = call(lt, locks);
	if (!rc)
		pci_info(lt->pdev, "%s: interface locked\n", dev_name(&devsec->dev));
	return rc;
}

static ssize_t lock_store(struct device *dev, struct device_attribute *attr, const char *buf, size_t len)
{
	return with_device(dev, buf, len, lock_it);
}

static ssize_t lock_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	struct lt_dev *lt = lt_find(dev);

	return sysfs_emit(buf, "%s\n", lt && READ_ONCE(lt->locked) ? dev_name(&devsec->dev) : "");
}
static DEVICE_ATTR_RW(lock);

static void gives_back(struct lt_dev *lt)
{
	lt->locked = false;
	lt_evidence_forget(lt);
	/* From RUN the level moves with the interface, below. */
	if (lt->tdisp != LT_RUN)
		lt->tdisp = LT_UNLOCKED;
}

/* Gives the interface back, not the link: the host under the guest keeps that up. From RUN it leads to level 0 (O2). */
static int unlock_it(struct lt_dev *lt, const char *buf)
{
	int rc;

	if (!lt->locked || !is_ours(buf))
		return -EINVAL;
	rc = call(lt, gives_back);
	if (rc)
		return rc;
	if (lt->tdisp == LT_RUN)
		lt_move(lt, (struct lt_move) { 0, LT_UNLOCK, .tdisp = LT_UNLOCKED });
	pci_info(lt->pdev, "%s: interface unlocked\n", dev_name(&devsec->dev));
	return 0;
}

static ssize_t unlock_store(struct device *dev, struct device_attribute *attr, const char *buf, size_t len)
{
	return with_device(dev, buf, len, unlock_it);
}
static DEVICE_ATTR_WO(unlock);

static void accepts(struct lt_dev *lt)
{
	lt->tdisp = LT_RUN;
}

static int accept_it(struct lt_dev *lt, const char *buf)
{
	bool yes;
	int rc;

	if (kstrtobool(buf, &yes) || !yes)
		return -EINVAL;
	if (lt->tdisp == LT_RUN)
		return -EBUSY;
	if (lt->tdisp != LT_LOCKED)
		return -EINVAL;
	rc = call(lt, accepts);
	if (!rc)
		pci_info(lt->pdev, "interface accepted\n");
	return rc;
}

static ssize_t accept_store(struct device *dev, struct device_attribute *attr, const char *buf, size_t len)
{
	return with_device(dev, buf, len, accept_it);
}

static ssize_t accept_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	struct lt_dev *lt = lt_find(dev);

	return sysfs_emit(buf, "%d\n", lt && READ_ONCE(lt->tdisp) == LT_RUN);
}
static DEVICE_ATTR_RW(accept);

static umode_t guest_visible(struct kobject *kobj, struct attribute *attr, int n)
{
	return attr == &dev_attr_accept.attr && lt_design.commit == LT_KICK ? 0 : attr->mode;
}

static struct attribute *guest_attrs[] = {
	&dev_attr_lock.attr, &dev_attr_unlock.attr, &dev_attr_accept.attr, NULL
};
const struct attribute_group lt_guest_group = { .name = "tsm", .attrs = guest_attrs, .is_visible = guest_visible };

/* Upstream has the operations but no caller for them yet; tsm/lock above is the caller, and needs none of their context. */
static struct pci_tsm *no_lock(struct tsm_dev *tsm, struct pci_dev *pdev)
{
	return ERR_PTR(-EOPNOTSUPP);
}

static void no_unlock(struct pci_tsm *tsm)
{
}

static struct pci_tsm_ops devsec_ops = { .devsec_ops = { .lock = no_lock, .unlock = no_unlock } };

int lt_devsec_register(struct device *parent)
{
	int rc;

	devsec = tsm_register(parent, &devsec_ops);
	if (IS_ERR(devsec)) {
		rc = PTR_ERR(devsec);
		devsec = NULL;
		return rc;
	}
	rc = lt_show_mode(devsec);
	if (rc)
		tsm_unregister(devsec);
	return rc;
}

void lt_devsec_unregister(void)
{
	lt_hide_mode(devsec);
	tsm_unregister(devsec);
}
