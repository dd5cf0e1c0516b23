// SPDX-License-Identifier: GPL-2.0
/* The places on the bus, by device and by address. They are only forgotten with the module. */
#include <linux/slab.h>
#include "lockstep_trust.h"

static LIST_HEAD(places);
static DEFINE_MUTEX(places_lock);	/* guards the list alone: nothing waits under it */

struct lt_dev *lt_find(const struct device *dev)
{
	struct lt_dev *lt;

	guard(mutex)(&places_lock);
	list_for_each_entry(lt, &places, node)
		if (lt->pdev && &lt->pdev->dev == dev)
			return lt;
	return NULL;
}

static struct lt_dev *find_locked(const char *name)
{
	struct lt_dev *lt;

	list_for_each_entry(lt, &places, node)
		if (!strcmp(lt->name, name))
			return lt;
	return NULL;
}

struct lt_dev *lt_find_name(const char *name)
{
	guard(mutex)(&places_lock);
	return find_locked(name);
}

static struct lt_dev *place_new(const char *name)
{
	struct lt_dev *lt = kzalloc(sizeof(*lt), GFP_KERNEL);

	if (!lt)
		return NULL;
	strscpy(lt->name, name);
	mutex_init(&lt->move);
	mutex_init(&lt->mailbox);
	spin_lock_init(&lt->state);
	INIT_WORK(&lt->settle, lt_settle_work);
	init_completion(&lt->settled);
	list_add_tail(&lt->node, &places);
	return lt;
}

/* The place of @pdev with @pdev in it, and nothing else known of it yet; NULL without memory. */
struct lt_dev *lt_plug(struct pci_dev *pdev)
{
	struct lt_dev *lt;

	guard(mutex)(&places_lock);
	lt = find_locked(pci_name(pdev)) ?: place_new(pci_name(pdev));
	if (!lt)
		return NULL;
	guard(spinlock)(&lt->state);
	lt->pdev = pci_dev_get(pdev);
	return lt;
}

/* Nothing bound, locked, connected or open: as the next device finds the place. */
void lt_unplug(struct lt_dev *lt)
{
	struct pci_dev *pdev;

	scoped_guard(mutex, &places_lock) {
		guard(spinlock)(&lt->state);
		pdev = lt->pdev;
		lt->pdev = NULL;
		lt->level = 0;
		lt->tdisp = LT_UNLOCKED;
		lt->link = LT_OPEN;
		lt->spdm = lt->connected = lt->locked = false;
		lt_evidence_forget(lt);
	}
	pci_dev_put(pdev);
}

/* The device with a reference to be put, or NULL while nothing is plugged in. */
struct pci_dev *lt_get_pdev(struct lt_dev *lt)
{
	guard(spinlock)(&lt->state);
	return pci_dev_get(lt->pdev);
}

/* Calls @act for every place; places are never taken off the list before lt_forget_all(). */
void lt_each(void (*act)(struct lt_dev *lt))
{
	struct lt_dev *lt;

	list_for_each_entry(lt, &places, node)
		act(lt);
}

void lt_forget_all(void)
{
	struct lt_dev *lt, *next;

	list_for_each_entry_safe(lt, next, &places, node) {
		list_del(&lt->node);
		mutex_destroy(&lt->move);
		mutex_destroy(&lt->mailbox);
		kfree(lt);
	}
}
