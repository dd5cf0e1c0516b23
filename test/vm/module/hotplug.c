// SPDX-License-Identifier: GPL-2.0
/* Devices that are there, come and go, and the level they start at (R6, O8). */
#include <linux/pci-tsm.h>
#include "lockstep_trust.h"

static enum lt_provider provider_of(struct pci_dev *pdev)
{
	if (!is_pci_tsm_pf0(pdev))
		return LT_NOBODY;
	return lt_design.role == LT_GUEST ? LT_DEVSEC_TSM : LT_LINK_TSM;
}

static struct lt_dev *plug(struct pci_dev *pdev, int level)
{
	struct lt_dev *lt = lt_plug(pdev);

	if (!lt) {
		pci_err(pdev, "no memory to keep its trust\n");
		return NULL;
	}
	guard(spinlock)(&lt->state);
	lt->level = level;
	lt->provider = provider_of(pdev);
	lt->ide_capable = lt_has_ide(pdev);
	return lt;
}

/* At 0 from the start: no driver, before there could be one. */
static void start(struct lt_dev *lt)
{
	guard(mutex)(&lt->move);
	if (lt->level == 0)
		lt_keep_off(lt);
}

static void complain(struct pci_dev *pdev, int rc)
{
	if (rc)
		pci_err(pdev, "no trust attributes: %d\n", rc);
}

/* The tsm/ folder is upstream's in a host; in a guest, where upstream has none, it is made here. */
void lt_attributes_add(struct lt_dev *lt)
{
	struct pci_dev *pdev = lt->pdev;
	struct kobject *kobj;
	int rc;

	if (!pdev)
		return;
	kobj = &pdev->dev.kobj;
	rc = sysfs_create_group(kobj, &lt_trust_group);
	if (!rc && lt->provider == LT_DEVSEC_TSM)
		rc = sysfs_create_group(kobj, &lt_guest_group);
	if (!rc && lt->provider != LT_NOBODY)
		rc = sysfs_merge_group(kobj, &lt_host_group);
	complain(pdev, rc);
	lt_doe_add(lt);
}

static void attributes_remove(struct lt_dev *lt)
{
	struct kobject *kobj = &lt->pdev->dev.kobj;

	lt_doe_remove(lt);
	if (lt->provider != LT_NOBODY)
		sysfs_unmerge_group(kobj, &lt_host_group);
	if (lt->provider == LT_DEVSEC_TSM)
		sysfs_remove_group(kobj, &lt_guest_group);
	sysfs_remove_group(kobj, &lt_trust_group);
}

static void arrives(struct pci_dev *pdev)
{
	struct lt_dev *lt;

	/* The kernel has read the register before our additions could be there, unless the place is an old one. */
	lt_emulate(pdev);
	lt = plug(pdev, lt_design.default_level);
	if (!lt)
		return;
	start(lt);
	lt_attributes_add(lt);
}

/* Its files go first: that waits for writes on their way. */
static void leaves(struct lt_dev *lt)
{
	struct pci_dev *pdev = lt->pdev;

	attributes_remove(lt);
	guard(mutex)(&lt->move);
	lt_let_on(pdev);
	lt_unplug(lt);
}

static int on_bus(struct notifier_block *nb, unsigned long event, void *data)
{
	struct device *dev = data;
	struct lt_dev *lt;

	if (event == BUS_NOTIFY_ADD_DEVICE) {
		arrives(to_pci_dev(dev));
		return NOTIFY_OK;
	}
	lt = event == BUS_NOTIFY_DEL_DEVICE || event == BUS_NOTIFY_BOUND_DRIVER ? lt_find(dev) : NULL;
	if (!lt)
		return NOTIFY_DONE;
	if (event == BUS_NOTIFY_DEL_DEVICE)
		leaves(lt);
	else if (READ_ONCE(lt->level) == 0)
		lt_settle_later(lt, LT_OVERRIDE);
	return NOTIFY_OK;
}

static struct notifier_block notifier = { .notifier_call = on_bus };

/* Whoever has a driver at load has been let in by somebody: it is not thrown out for the default's sake. */
static int level_at_load(struct pci_dev *pdev)
{
	int level = lt_design.default_level;

	return level == 0 && pdev->dev.driver ? 1 : level;
}

int lt_hotplug_init(void)
{
	struct pci_dev *pdev = NULL;

	for_each_pci_dev(pdev) {
		struct lt_dev *lt;

		lt_emulate(pdev);
		lt = plug(pdev, level_at_load(pdev));
		if (lt)
			start(lt);
	}
	return bus_register_notifier(&pci_bus_type, &notifier);
}

static void let_go(struct lt_dev *lt)
{
	struct pci_dev *pdev = lt->pdev;
	bool closed = lt->level == 0;

	if (!pdev)
		return;
	lt_unemulate(pdev);
	lt_let_on(pdev);
	/* Without us there is no level 0: who was kept out may come in, as in a kernel that never knew us. */
	if (closed && device_attach(&pdev->dev) < 0)
		pci_dbg(pdev, "no driver attached\n");
	lt_unplug(lt);
}

static void strip(struct lt_dev *lt)
{
	if (lt->pdev)
		attributes_remove(lt);
}

/* Nothing calls in any more. */
void lt_hotplug_stop(void)
{
	bus_unregister_notifier(&pci_bus_type, &notifier);
	lt_each(strip);
}

/* The places are as they were before us. */
void lt_hotplug_exit(void)
{
	lt_each(let_go);
	lt_forget_all();
}
