// SPDX-License-Identifier: GPL-2.0
/*
 * The hardware that QEMU's devices lack: the TEE bit of PCI Express, and an IDE capability.
 *
 * Storage and network endpoints show the TEE bit, NVMe drives an IDE capability besides, in configuration space itself, so
 * that the kernel, lspci and Lockstep all see the same. The IDE capability offers no selective stream, so the kernel's own
 * IDE code leaves it alone: that there is a stream is this module's word (trust_asserted).
 */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/rcupdate.h>
#include <linux/vmalloc.h>
#include "lockstep_trust.h"

static bool emulate = true;
module_param(emulate, bool, 0444);
MODULE_PARM_DESC(emulate, "show a TEE bit (storage, network) and an IDE capability (NVMe) on endpoints that lack them");

/* Where the additions of one function are; found when its vendor is read, as whoever looks for devices does first. */
struct additions {
	u8 devcap;	/* register with the TEE bit, 0: none */
	u16 last;	/* extended capability that leads on to ours, 0: none does */
	u16 ide;	/* our IDE capability, 0: none */
	u8 known;
};

#define IDE_AT		0xf00
#define IDE_HEADER	(PCI_EXT_CAP_ID_IDE | 1 << 16)
#define FUNCTIONS	(1 << 16)	/* of PCI domain 0 */

static struct additions *table;
static const struct pci_ops *real;
static struct pci_ops added;

static u32 real_read(struct pci_bus *bus, unsigned int devfn, int where, int size)
{
	u32 value = ~0;

	return real->read(bus, devfn, where, size, &value) ? ~0 : value;
}

static u8 find_express(struct pci_bus *bus, unsigned int devfn)
{
	u8 at;

	if (!(real_read(bus, devfn, PCI_STATUS, 2) & PCI_STATUS_CAP_LIST))
		return 0;
	at = real_read(bus, devfn, PCI_CAPABILITY_LIST, 1) & ~3;
	for (int hops = 0; hops < 48 && at >= 0x40; hops++) {
		if (real_read(bus, devfn, at, 1) == PCI_CAP_ID_EXP)
			return at;
		at = real_read(bus, devfn, at + 1, 1) & ~3;
	}
	return 0;
}

/* Puts our capability at the end of the list, or makes it the list. */
static void place_ide(struct pci_bus *bus, unsigned int devfn, struct additions *here)
{
	u32 header = real_read(bus, devfn, 0x100, 4);
	u16 at = 0x100;

	if (header == 0 || header == ~0U) {
		here->ide = 0x100;
		return;
	}
	for (int hops = 0; hops < 480; hops++) {
		u16 next;

		if ((header & 0xffff) == PCI_EXT_CAP_ID_IDE)
			return;
		next = PCI_EXT_CAP_NEXT(header);
		if (next < 0x100) {
			here->last = at;
			here->ide = IDE_AT;
			return;
		}
		at = next;
		header = real_read(bus, devfn, at, 4);
	}
}

static struct additions look(struct pci_bus *bus, unsigned int devfn)
{
	struct additions here = { .known = 1 };
	u32 class;
	u8 express;

	if (real_read(bus, devfn, PCI_VENDOR_ID, 4) == ~0U || PCI_FUNC(devfn))
		return here;
	class = real_read(bus, devfn, PCI_CLASS_REVISION, 4) >> 8;
	if (class >> 16 != PCI_BASE_CLASS_STORAGE && class >> 16 != PCI_BASE_CLASS_NETWORK)
		return here;
	express = find_express(bus, devfn);
	if (!express)
		return here;
	if ((real_read(bus, devfn, express + PCI_EXP_FLAGS, 2) & PCI_EXP_FLAGS_TYPE) >> 4 != PCI_EXP_TYPE_ENDPOINT)
		return here;
	here.devcap = express + PCI_EXP_DEVCAP;
	if (class >> 8 == PCI_CLASS_STORAGE_EXPRESS >> 8)
		place_ide(bus, devfn, &here);
	return here;
}

/* The additions of a function; NULL where there are none. */
static const struct additions *additions_of(struct pci_bus *bus, unsigned int devfn, int where)
{
	struct additions *here;

	if (pci_domain_nr(bus) != 0)
		return NULL;
	here = &table[bus->number << 8 | devfn];
	if (where == PCI_VENDOR_ID || !here->known)
		*here = look(bus, devfn);
	return here->devcap ? here : NULL;
}

static bool is_changed(const struct additions *here, int where)
{
	return where == here->devcap || (here->last && where == here->last) || (here->ide && where == here->ide);
}

/* The aligned word at @where, which is changed, as the function with its additions shows it. */
static u32 overlay(const struct additions *here, int where, u32 value)
{
	if (where == here->devcap)
		return value | PCI_EXP_DEVCAP_TEE;
	return where == here->last ? (value & 0x000fffff) | here->ide << 20 : IDE_HEADER;
}

static int added_read(struct pci_bus *bus, unsigned int devfn, int where, int size, u32 *value)
{
	const struct additions *here = additions_of(bus, devfn, where);
	int word = where & ~3, rc;
	u32 whole;

	if (!here || !is_changed(here, word))
		return real->read(bus, devfn, where, size, value);
	rc = real->read(bus, devfn, word, 4, &whole);
	if (rc)
		return rc;
	*value = overlay(here, word, whole) >> (8 * (where & 3));
	if (size < 4)
		*value &= (1U << (8 * size)) - 1;
	return 0;
}

static void set_ops(struct pci_bus *bus, const struct pci_ops *from, struct pci_ops *to)
{
	struct pci_bus *child;

	if (bus->ops == from)
		pci_bus_set_ops(bus, to);
	list_for_each_entry(child, &bus->children, node)
		set_ops(child, from, to);
}

static void set_all_ops(const struct pci_ops *from, struct pci_ops *to)
{
	struct pci_bus *bus = NULL;

	pci_lock_rescan_remove();
	while ((bus = pci_find_next_bus(bus)))
		set_ops(bus, from, to);
	pci_unlock_rescan_remove();
}

int lt_emulate_init(void)
{
	struct pci_bus *root = pci_find_bus(0, 0);

	if (!emulate || !root)
		return 0;
	table = vcalloc(FUNCTIONS, sizeof(*table));
	if (!table)
		return -ENOMEM;
	real = root->ops;
	added = *real;
	added.read = added_read;
	set_all_ops(real, &added);
	pr_info("lockstep_trust: emulated: TEE bit of storage and network endpoints, IDE capability of NVMe drives\n");
	return 0;
}

void lt_emulate_exit(void)
{
	if (!table)
		return;
	set_all_ops(&added, (struct pci_ops *)real);
	/* Reads of configuration space do not sleep. */
	synchronize_rcu();
	vfree(table);
}

static const struct additions *of(struct pci_dev *pdev)
{
	return table ? additions_of(pdev->bus, pdev->devfn, PCI_VENDOR_ID) : NULL;
}

/* The kernel keeps a copy of the register, made before we came. */
void lt_emulate(struct pci_dev *pdev)
{
	if (of(pdev))
		pdev->devcap |= PCI_EXP_DEVCAP_TEE;
}

void lt_unemulate(struct pci_dev *pdev)
{
	if (of(pdev))
		pdev->devcap &= ~PCI_EXP_DEVCAP_TEE;
}

bool lt_has_tee(struct pci_dev *pdev)
{
	return pci_is_pcie(pdev) && pdev->devcap & PCI_EXP_DEVCAP_TEE;
}

bool lt_has_ide(struct pci_dev *pdev)
{
	return pci_find_ext_capability(pdev, PCI_EXT_CAP_ID_IDE) != 0;
}
