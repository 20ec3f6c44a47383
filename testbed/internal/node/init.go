package node

import (
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"

	"registrymirror.dev/testbed/internal/cgroup"
)

// Init is process 1 of a node's new namespaces. It waits until the testbed has put it into its control group and network, builds the
// node's view of the file system from the folder dir, and becomes systemd. It must be called on the process's main thread: the control
// group namespace is the calling thread's.
func Init(dir string) error {
	var c initConfig
	if err := readJSON(filepath.Join(dir, initConfigFile), &c); err != nil {
		return err
	}
	start := os.NewFile(3, "start signal")
	if n, err := start.Read(make([]byte, 1)); n != 1 {
		return fmt.Errorf("the testbed gave this node up: %w", err)
	}
	start.Close()
	if err := unix.Unshare(unix.CLONE_NEWCGROUP); err != nil {
		return fmt.Errorf("make control group namespace: %w", err)
	}
	if err := unix.Sethostname([]byte(c.Name)); err != nil {
		return fmt.Errorf("set host name: %w", err)
	}
	if err := enterDisk(c); err != nil {
		return err
	}
	const systemd = "/usr/lib/systemd/systemd"
	args := []string{systemd, "--system", "--log-target=journal", "--show-status=no"}
	env := []string{"container=testbed", "PATH=" + searchPath, "LANG=C.UTF-8"}
	if err := unix.Exec(systemd, args, env); err != nil {
		return fmt.Errorf("become systemd (Debian's package systemd): %w", err)
	}
	return nil
}

// view collects mounts below one folder; the first failure ends it.
type view struct {
	root string
	err  error
}

func (v *view) mount(source, target, kind string, flags uintptr, data string) {
	if v.err != nil {
		return
	}
	if err := unix.Mount(source, filepath.Join(v.root, target), kind, flags, data); err != nil {
		v.err = fmt.Errorf("mount %s on %s: %w", source, target, err)
	}
}

// bind shows a file or folder of this machine at target; a read-only one cannot be changed by the node.
func (v *view) bind(source, target string, flags uintptr) {
	v.mount(source, target, "", unix.MS_BIND, "")
	if flags != 0 {
		v.mount("", target, "", unix.MS_BIND|unix.MS_REMOUNT|flags, "")
	}
}

func (v *view) do(what string, err error) {
	if v.err == nil && err != nil {
		v.err = fmt.Errorf("%s: %w", what, err)
	}
}

func (v *view) folder(target string) {
	v.do("make folder", os.MkdirAll(filepath.Join(v.root, target), 0o755))
}

func (v *view) link(to, target string) {
	v.do("make link", os.Symlink(to, filepath.Join(v.root, target)))
}

func enterDisk(c initConfig) error {
	in := func(name string) string { return filepath.Join(c.Dir, name) }
	v := &view{root: in("disk")}
	v.do("keep mounts private", unix.Mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, ""))
	v.bind(v.root, "", 0) // so that the disk is a mount that can become the root
	v.bind("/usr", "usr", unix.MS_RDONLY)
	v.bind(in("usr-local"), "usr/local", 0)
	v.bind(c.BinDir, strings.TrimPrefix(BinDir, "/"), unix.MS_RDONLY)
	v.bind(c.CNIDir, strings.TrimPrefix(CNIBinDir, "/"), unix.MS_RDONLY)
	// Of this machine's units and generators none is a node's.
	v.bind(in("units"), "usr/lib/systemd/system", unix.MS_RDONLY)
	v.bind(in("empty"), "usr/lib/systemd/system-generators", unix.MS_RDONLY)
	v.mount("tmpfs", "run", "tmpfs", unix.MS_NOSUID|unix.MS_NODEV, "mode=755")
	v.mount("tmpfs", "tmp", "tmpfs", unix.MS_NOSUID|unix.MS_NODEV, "mode=1777")
	v.folder("run/lock")
	v.devices()
	v.proc(in("sysctl"))
	v.mount("sysfs", "sys", "sysfs", unix.MS_NOSUID|unix.MS_NODEV|unix.MS_NOEXEC|unix.MS_RDONLY, "")
	v.cgroups(c.Cgroups)
	if v.err != nil {
		return v.err
	}
	if err := os.Chdir(v.root); err != nil {
		return fmt.Errorf("enter disk: %w", err)
	}
	// With both the same, the former root lies on top of the new one until it is unmounted.
	if err := unix.PivotRoot(".", "."); err != nil {
		return fmt.Errorf("make the disk the root: %w", err)
	}
	if err := unix.Unmount(".", unix.MNT_DETACH); err != nil {
		return fmt.Errorf("let go of this machine's root: %w", err)
	}
	if err := os.Chdir("/"); err != nil {
		return fmt.Errorf("enter disk: %w", err)
	}
	// As systemd has it on a machine; the kubelet depends on it for mounts of containers.
	if err := unix.Mount("", "/", "", unix.MS_REC|unix.MS_SHARED, ""); err != nil {
		return fmt.Errorf("share mounts: %w", err)
	}
	return nil
}

func (v *view) devices() {
	v.mount("tmpfs", "dev", "tmpfs", unix.MS_NOSUID, "mode=755")
	for _, d := range []struct {
		name         string
		major, minor uint32
	}{
		{"null", 1, 3}, {"zero", 1, 5}, {"full", 1, 7}, {"random", 1, 8}, {"urandom", 1, 9}, {"tty", 5, 0},
		// The kernel's log is the machine's. The kubelet insists on one: let it find one that is empty.
		{"kmsg", 1, 3},
	} {
		path := filepath.Join(v.root, "dev", d.name)
		v.do("make device "+d.name, unix.Mknod(path, unix.S_IFCHR|0o666, int(unix.Mkdev(d.major, d.minor))))
		v.do("make device "+d.name, unix.Chmod(path, 0o666))
	}
	for target, to := range map[string]string{
		"fd": "/proc/self/fd", "stdin": "/proc/self/fd/0", "stdout": "/proc/self/fd/1", "stderr": "/proc/self/fd/2", "ptmx": "pts/ptmx",
		"core": "/proc/kcore",
	} {
		v.link(to, filepath.Join("dev", target))
	}
	for _, name := range []string{"pts", "shm", "mqueue"} {
		v.folder(filepath.Join("dev", name))
	}
	v.mount("devpts", "dev/pts", "devpts", unix.MS_NOSUID|unix.MS_NOEXEC, "newinstance,ptmxmode=0666,mode=620,gid=5")
	v.mount("tmpfs", "dev/shm", "tmpfs", unix.MS_NOSUID|unix.MS_NODEV, "mode=1777")
	v.mount("mqueue", "dev/mqueue", "mqueue", unix.MS_NOSUID|unix.MS_NODEV|unix.MS_NOEXEC, "")
}

// sysctls are settings of the whole machine that a kubelet makes unless it finds them made.
var sysctls = map[string]string{
	"vm/overcommit_memory": "1", "vm/panic_on_oom": "0", "kernel/panic": "10", "kernel/panic_on_oops": "1",
	"kernel/keys/root_maxkeys": "1000000", "kernel/keys/root_maxbytes": "25000000",
}

// proc mounts /proc so that only what belongs to the node can be set there.
func (v *view) proc(made string) {
	v.mount("proc", "proc", "proc", unix.MS_NOSUID|unix.MS_NODEV|unix.MS_NOEXEC, "")
	v.bind(filepath.Join(v.root, "proc/sys"), "proc/sys", unix.MS_RDONLY|unix.MS_NOSUID|unix.MS_NODEV|unix.MS_NOEXEC)
	for name, value := range sysctls {
		v.sysctl(made, name, value)
	}
	v.sysctl(made, "kernel/random/boot_id", newBootID())
	const net = "proc/sys/net" // of the node's network namespace
	v.bind(filepath.Join(v.root, net), net, unix.MS_NOSUID|unix.MS_NODEV|unix.MS_NOEXEC)
}

// sysctl shows a value in place of the machine's.
func (v *view) sysctl(made, name, value string) {
	file := filepath.Join(made, name)
	v.do("prepare sysctl", os.MkdirAll(filepath.Dir(file), 0o755))
	v.do("prepare sysctl", os.WriteFile(file, []byte(value+"\n"), 0o444))
	v.bind(file, filepath.Join("proc/sys", name), 0)
}

// newBootID is what tells this boot of the node from others: to the kubelet, to the journal, and to whoever waits for a reboot.
func newBootID() string {
	id := newUUID()
	return fmt.Sprintf("%x-%x-%x-%x-%x", id[:4], id[4:6], id[6:8], id[8:10], id[10:])
}

// newUUID is a random UUID, of version 4.
func newUUID() [16]byte {
	var id [16]byte
	rand.Read(id[:]) // never fails
	id[6], id[8] = id[6]&0x0f|0x40, id[8]&0x3f|0x80
	return id
}

// cgroups mounts the machine's hierarchies; in the node's namespace, each begins at the node's own group.
func (v *view) cgroups(layout cgroup.Layout) {
	const base = "sys/fs/cgroup"
	if layout.Unified() {
		v.mount("cgroup2", base, "cgroup2", unix.MS_NOSUID|unix.MS_NODEV|unix.MS_NOEXEC, "")
		return
	}
	v.mount("tmpfs", base, "tmpfs", unix.MS_NOSUID|unix.MS_NODEV|unix.MS_NOEXEC, "mode=755")
	for _, h := range layout {
		if h.V2() {
			v.folder(filepath.Join(base, "unified"))
			v.mount("cgroup2", filepath.Join(base, "unified"), "cgroup2", unix.MS_NOSUID|unix.MS_NODEV|unix.MS_NOEXEC, "")
			continue
		}
		name := strings.TrimPrefix(strings.TrimPrefix(h.Options, "none,"), "name=")
		v.folder(filepath.Join(base, name))
		v.mount("cgroup", filepath.Join(base, name), "cgroup", unix.MS_NOSUID|unix.MS_NODEV|unix.MS_NOEXEC, h.Options)
		if strings.Contains(name, ",") {
			for single := range strings.SplitSeq(name, ",") {
				v.link(name, filepath.Join(base, single))
			}
		}
	}
}
