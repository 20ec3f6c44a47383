// Package cgroup gives a node its control groups: one below this process's own in every hierarchy of the machine.
package cgroup

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// Hierarchy is one hierarchy of control groups as this machine has it mounted.
type Hierarchy struct {
	// Options are cgroup v1's mount options ("memory", "cpu,cpuacct", "none,name=systemd"); empty for v2.
	Options string `json:"options,omitempty"`
	Mount   string `json:"mount"` // where it is mounted
	Own     string `json:"own"`   // this process's group: a path below Mount
}

// V2 says whether this is the unified hierarchy.
func (h Hierarchy) V2() bool { return h.Options == "" }

// Layout is all hierarchies of the machine.
type Layout []Hierarchy

// Unified says whether the machine has cgroup v2 only.
func (l Layout) Unified() bool { return len(l) == 1 && l[0].V2() }

// Detect finds out the machine's layout.
func Detect() (Layout, error) {
	own, err := os.ReadFile("/proc/self/cgroup")
	if err != nil {
		return nil, fmt.Errorf("read own control groups: %w", err)
	}
	mounts, err := os.ReadFile("/proc/self/mountinfo")
	if err != nil {
		return nil, fmt.Errorf("read mounts: %w", err)
	}
	return parse(string(own), string(mounts))
}

// parse puts together /proc/PID/cgroup and /proc/PID/mountinfo.
func parse(own, mounts string) (Layout, error) {
	mounted := map[string]mount{}
	for line := range strings.Lines(mounts) {
		if m, ok := parseMount(strings.TrimSpace(line)); ok {
			if _, twice := mounted[m.key]; !twice {
				mounted[m.key] = m
			}
		}
	}
	var layout Layout
	for line := range strings.Lines(own) {
		fields := strings.SplitN(strings.TrimSpace(line), ":", 3)
		if len(fields) != 3 {
			return nil, fmt.Errorf("cannot parse %q in /proc/self/cgroup", line)
		}
		m, ok := mounted[controllerKey(fields[1])]
		if !ok {
			continue // a hierarchy that nobody can use
		}
		below, err := filepath.Rel(m.root, fields[2])
		if err != nil || below == ".." || strings.HasPrefix(below, "../") {
			below = "." // outside of what is mounted: a container's view
		}
		layout = append(layout, Hierarchy{Options: m.options, Mount: m.dir, Own: filepath.Join(m.dir, below)})
	}
	if len(layout) == 0 {
		return nil, errors.New("this machine has no control groups mounted")
	}
	if !layout.Unified() && !slices.ContainsFunc(layout, func(h Hierarchy) bool { return strings.Contains(h.Options, "name=systemd") }) {
		return nil, errors.New(`cgroup v1 without a hierarchy for systemd; mount one: mkdir /sys/fs/cgroup/systemd && ` +
			`mount -t cgroup -o none,name=systemd cgroup /sys/fs/cgroup/systemd`)
	}
	return layout, nil
}

type mount struct{ key, root, dir, options string }

// parseMount reads a line of mountinfo, if it is a mount of control groups.
func parseMount(line string) (mount, bool) {
	fields := strings.Fields(line)
	separator := slices.Index(fields, "-")
	if separator < 6 || len(fields) < separator+4 {
		return mount{}, false
	}
	m := mount{root: unescape(fields[3]), dir: unescape(fields[4])}
	switch fields[separator+1] {
	case "cgroup2":
		return m, true
	case "cgroup":
	default:
		return mount{}, false
	}
	var controllers []string
	for option := range strings.SplitSeq(fields[separator+3], ",") {
		switch option {
		case "rw", "ro", "none", "xattr", "noprefix", "clone_children", "cpuset_v2_mode":
			continue
		}
		if strings.HasPrefix(option, "release_agent=") {
			continue
		}
		controllers = append(controllers, option)
	}
	m.key = controllerKey(strings.Join(controllers, ","))
	m.options = strings.Join(controllers, ",")
	if strings.HasPrefix(m.options, "name=") {
		m.options = "none," + m.options
	}
	return m, true
}

func controllerKey(controllers string) string {
	list := strings.Split(controllers, ",")
	slices.Sort(list)
	return strings.Join(list, ",")
}

// unescape undoes mountinfo's octal escapes of white space.
func unescape(s string) string {
	return strings.NewReplacer(`\040`, " ", `\011`, "\t", `\012`, "\n", `\134`, `\`).Replace(s)
}

// Group is a control group of one name in all hierarchies.
type Group struct {
	Dirs []string `json:"dirs"`
}

// Create makes a group called name. On cgroup v1 it is below this process's own group in each hierarchy; on v2, where a group with
// processes may not have children with controllers, it is below the root.
func (l Layout) Create(name string) (Group, error) {
	var g Group
	for _, h := range l {
		parent := h.Own
		if l.Unified() {
			parent = h.Mount
		}
		dir := filepath.Join(parent, name)
		g.Dirs = append(g.Dirs, dir)
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return g, fmt.Errorf("make control group: %w", err)
		}
		if err := prepare(h, l.Unified(), parent, dir); err != nil {
			return g, fmt.Errorf("control group %s: %w", dir, err)
		}
	}
	return g, nil
}

func prepare(h Hierarchy, unified bool, parent, dir string) error {
	if unified {
		available, err := os.ReadFile(filepath.Join(parent, "cgroup.controllers"))
		if err != nil {
			return err
		}
		for controller := range strings.FieldsSeq(string(available)) {
			// One by one: some cannot be had, e.g. cpu while there are real-time processes.
			_ = os.WriteFile(filepath.Join(parent, "cgroup.subtree_control"), []byte("+"+controller), 0)
		}
		return nil
	}
	if !slices.Contains(strings.Split(h.Options, ","), "cpuset") {
		return nil
	}
	// A cpuset of v1 starts empty, and nothing can run in it.
	for _, file := range []string{"cpuset.cpus", "cpuset.mems"} {
		value, err := os.ReadFile(filepath.Join(parent, file))
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, file), value, 0); err != nil {
			return err
		}
	}
	return os.WriteFile(filepath.Join(dir, "cgroup.clone_children"), []byte("1"), 0)
}

// Add moves a process into the group.
func (g Group) Add(pid int) error {
	for _, dir := range g.Dirs {
		if err := os.WriteFile(filepath.Join(dir, "cgroup.procs"), []byte(strconv.Itoa(pid)), 0); err != nil {
			return fmt.Errorf("move process %d into its control group: %w", pid, err)
		}
	}
	return nil
}

// Processes lists all processes in the group and the groups below.
func (g Group) Processes() ([]int, error) {
	var pids []int
	for _, dir := range g.Dirs {
		err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.Name() != "cgroup.procs" {
				return ignoreGone(err)
			}
			data, err := os.ReadFile(path)
			if err != nil {
				return ignoreGone(err)
			}
			for field := range strings.FieldsSeq(string(data)) {
				pid, err := strconv.Atoi(field)
				if err != nil {
					return fmt.Errorf("%s: %w", path, err)
				}
				pids = append(pids, pid)
			}
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("list processes of %s: %w", dir, err)
		}
	}
	slices.Sort(pids)
	return slices.Compact(pids), nil
}

// Remove kills what is left in the group and removes it with all below it, waiting a while for the kernel to let go.
func (g Group) Remove() error {
	deadline := time.Now().Add(15 * time.Second)
	for {
		pids, err := g.Processes()
		errs := []error{err}
		for _, pid := range pids {
			_ = unix.Kill(pid, unix.SIGKILL) // or it has just ended by itself
		}
		for _, dir := range g.Dirs {
			errs = append(errs, removeTree(dir))
		}
		if err = errors.Join(errs...); err == nil || time.Now().After(deadline) {
			return err
		}
		time.Sleep(50 * time.Millisecond)
	}
}

func removeTree(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return ignoreGone(err)
	}
	for _, e := range entries {
		if e.IsDir() {
			if err := removeTree(filepath.Join(dir, e.Name())); err != nil {
				return err
			}
		}
	}
	if err := unix.Rmdir(dir); err != nil && !errors.Is(err, unix.ENOENT) {
		return fmt.Errorf("remove control group %s: %w", dir, err)
	}
	return nil
}

func ignoreGone(err error) error {
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, unix.ENODEV) {
		return nil
	}
	return err
}
