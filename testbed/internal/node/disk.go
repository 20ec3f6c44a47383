package node

import (
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"registrymirror.dev/testbed/internal/registry"
)

//go:embed units
var units embed.FS

// folders of a new disk, with their modes.
var folders = map[string]fs.FileMode{
	"": 0o755, "boot": 0o755, "dev": 0o755, "etc": 0o755, "etc/default": 0o755, "etc/systemd/system": 0o755, "home": 0o755, "media": 0o755,
	"mnt": 0o755, "opt": 0o755, "proc": 0o555, "root": 0o700, "run": 0o755, "srv": 0o755, "sys": 0o555, "tmp": 0o1777, "usr": 0o755,
	"var/cache": 0o755, "var/lib/dbus": 0o755, "var/lib/systemd": 0o755, "var/log/journal": 0o755, "var/spool": 0o755, "var/tmp": 0o1777,
}

// links of a new disk.
var links = map[string]string{
	"etc/mtab":                          "../proc/self/mounts",
	"etc/os-release":                    "../usr/lib/os-release",
	"etc/systemd/system/default.target": "/usr/lib/systemd/system/multi-user.target",
	"var/lib/dbus/machine-id":           "/etc/machine-id",
	"var/lock":                          "/run/lock",
	"var/run":                           "/run",
}

// fromMachine is what of this machine's /etc a node has a copy of: nothing secret, and without it programs in /usr do not run.
var fromMachine = []string{
	"alternatives", "bash.bashrc", "ca-certificates.conf", "debian_version", "inputrc", "ld.so.cache", "ld.so.conf", "ld.so.conf.d",
	"localtime", "nsswitch.conf", "profile", "protocols", "security", "services", "shells", "ssl/certs", "ssl/openssl.cnf", "timezone",
}

// Parts is what a disk is made with.
type Parts struct {
	RKE2      string // program; copied, so that it can be replaced as by an upgrade
	Images    []string
	Manifests string // folder whose YAML files a server applies at its first boot; may be empty
}

// Format makes the node's disk, unless it has one. A disk is complete when its machine-id is written.
func (n Node) Format(parts Parts) error {
	if _, err := os.Stat(n.Disk("etc/machine-id")); err == nil {
		return nil
	}
	if err := os.RemoveAll(n.Dir); err != nil {
		return fmt.Errorf("remove half a disk: %w", err)
	}
	steps := []func() error{n.makeFolders, n.copyEtc, n.writeEtc, n.writeUnits, func() error { return n.install(parts) }, n.writeMachineID}
	for _, step := range steps {
		if err := step(); err != nil {
			return fmt.Errorf("format the disk of %s: %w", n.Name, err)
		}
	}
	return nil
}

func (n Node) makeFolders() error {
	for name, mode := range folders {
		if err := makeFolder(n.Disk(name), mode); err != nil {
			return err
		}
	}
	for _, name := range []string{"bin", "sbin", "lib", "lib64", "lib32", "libx32"} {
		// As on this machine: links into /usr wherever these are merged.
		target, err := os.Readlink("/" + name)
		if err != nil {
			continue
		}
		if err := os.Symlink(strings.TrimPrefix(target, "/"), n.Disk(name)); err != nil {
			return err
		}
	}
	if _, err := os.Lstat(n.Disk("bin")); err != nil {
		return errors.New("/bin of this machine is not a link into /usr; the testbed needs a distribution with a merged /usr")
	}
	for name, target := range links {
		if err := os.MkdirAll(filepath.Dir(n.Disk(name)), 0o755); err != nil {
			return err
		}
		if err := os.Symlink(target, n.Disk(name)); err != nil {
			return err
		}
	}
	return nil
}

func (n Node) copyEtc() error {
	for _, name := range fromMachine {
		err := copyTree(filepath.Join("/etc", name), n.Disk(filepath.Join("etc", name)))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	// System accounts only: D-Bus needs its own, and people have no business on a node.
	for _, name := range []string{"passwd", "group"} {
		data, err := os.ReadFile(filepath.Join("/etc", name))
		if err != nil {
			return err
		}
		if err := os.WriteFile(n.Disk(filepath.Join("etc", name)), systemAccounts(string(data)), 0o644); err != nil {
			return err
		}
	}
	return nil
}

func (n Node) writeEtc() error {
	files := map[string]string{
		"hostname":    n.Name + "\n",
		"resolv.conf": "# No resolver is installed; refusing at once is better than never answering.\nnameserver 127.0.0.1\noptions timeout:1 attempts:1\n",
		"fstab":       "",
		"environment": "",
		"systemd/system.conf": "[Manager]\n# Containers whose process 1 ignores SIGTERM would delay each shutdown by the default of 90 s.\n" +
			"DefaultTimeoutStopSec=10s\n",
		"systemd/journald.conf": "[Journal]\nStorage=persistent\nReadKMsg=no\nAudit=no\nSystemMaxUse=64M\nRuntimeMaxUse=16M\n",
	}
	for name, text := range files {
		if err := os.WriteFile(n.Disk(filepath.Join("etc", name)), []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

func (n Node) writeUnits() error {
	if err := copyEmbedded("units/system", n.path("units")); err != nil {
		return err
	}
	if err := os.MkdirAll(n.path("empty"), 0o755); err != nil {
		return err
	}
	// Where RKE2's installer puts them.
	dir := n.path("usr-local", "lib", "systemd", "system")
	if err := copyEmbedded("units/rke2", dir); err != nil {
		return err
	}
	wants := n.Disk("etc/systemd/system/multi-user.target.wants")
	if err := os.MkdirAll(wants, 0o755); err != nil {
		return err
	}
	return os.Symlink("/usr/local/lib/systemd/system/"+n.Unit(), filepath.Join(wants, n.Unit()))
}

func (n Node) install(parts Parts) error {
	local := func(p string) string { return n.path("usr-local", strings.TrimPrefix(p, "/usr/local/")) }
	for _, dir := range []string{"/usr/local/bin", "/usr/local/sbin", BinDir, CNIBinDir, ImagesDir} {
		if err := os.MkdirAll(local(dir), 0o755); err != nil {
			return err
		}
	}
	if err := copyFile(parts.RKE2, local("/usr/local/bin/rke2"), 0o755); err != nil {
		return err
	}
	for _, image := range parts.Images {
		if err := linkOrCopy(image, local(filepath.Join(ImagesDir, filepath.Base(image)))); err != nil {
			return err
		}
	}
	for _, dir := range []string{"etc/rancher/rke2", "etc/rancher/node", "var/lib/rancher/rke2/agent/images"} {
		if err := os.MkdirAll(n.Disk(dir), 0o755); err != nil {
			return err
		}
	}
	if !n.Server {
		return nil
	}
	manifests := n.Disk("var/lib/rancher/rke2/server/manifests")
	if err := os.MkdirAll(manifests, 0o700); err != nil {
		return err
	}
	if parts.Manifests == "" {
		return nil
	}
	return copyTree(parts.Manifests, manifests)
}

// WriteHosts writes /etc/hosts: the cluster's nodes, and the names of the registries on the bridge.
func (n Node) WriteHosts(nodes []Node) error {
	var b strings.Builder
	fmt.Fprintf(&b, "127.0.0.1 localhost\n::1 localhost ip6-localhost ip6-loopback\n")
	for _, other := range nodes {
		fmt.Fprintf(&b, "%s %s\n", n.Plan.Node(other.Number), other.Name)
	}
	writeRegistries(&b, n.Plan.Gateway())
	if err := os.WriteFile(n.Disk("etc/hosts"), []byte(b.String()), 0o644); err != nil {
		return fmt.Errorf("write hosts file of %s: %w", n.Name, err)
	}
	return nil
}

func writeRegistries(b *strings.Builder, gateway netip.Addr) {
	for _, kind := range registry.Kinds() {
		fmt.Fprintf(b, "%s %s\n", gateway, kind.HostName())
	}
}

func (n Node) writeMachineID() error {
	id := newUUID() // as systemd makes it
	return os.WriteFile(n.Disk("etc/machine-id"), []byte(hex.EncodeToString(id[:])+"\n"), 0o444)
}

// systemAccounts keeps the lines of passwd or group with a number below 1000, and nobody's.
func systemAccounts(file string) []byte {
	var kept []string
	for line := range strings.Lines(file) {
		fields := strings.Split(line, ":")
		if len(fields) < 4 {
			continue
		}
		if id, err := strconv.Atoi(fields[2]); err == nil && (id < 1000 || id == 65534) {
			kept = append(kept, line)
		}
	}
	return []byte(strings.Join(kept, ""))
}

func numbers(nodes []Node) []int {
	var all []int
	for _, n := range nodes {
		all = append(all, n.Number)
	}
	slices.Sort(all)
	return all
}
