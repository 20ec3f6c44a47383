package cluster

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"registrymirror.dev/testbed/internal/cgroup"
	"registrymirror.dev/testbed/internal/controlplane"
)

// Down ends everything that belongs to the cluster, whatever state it is in. The state itself is the caller's to forget.
func (c *Cluster) Down() error {
	var errs []error
	for _, n := range c.Nodes() {
		errs = append(errs, n.PowerOff())
	}
	errs = append(errs, controlplane.Down(c.controlPlane()), c.plan.Down())
	return errors.Join(errs...)
}

// Left names what of the cluster, besides its state, is still on this machine though it was taken down. It must be asked before the
// cluster is forgotten: afterwards another may have its index, and what is found is that one's.
func (c *Cluster) Left() ([]string, error) {
	left, err := c.plan.Left()
	if err != nil {
		return nil, err
	}
	groups, err := c.groupsLeft()
	if err != nil {
		return nil, err
	}
	processes, err := c.processesLeft()
	if err != nil {
		return nil, err
	}
	mounts, err := c.mountsLeft()
	if err != nil {
		return nil, err
	}
	left = append(left, groups...)
	left = append(left, processes...)
	return append(left, mounts...), nil
}

func (c *Cluster) groupsLeft() ([]string, error) {
	layout, err := cgroup.Detect()
	if err != nil {
		return nil, err
	}
	var left []string
	for _, h := range layout {
		err := filepath.WalkDir(h.Mount, func(path string, entry fs.DirEntry, err error) error {
			if err != nil {
				return nil // ended meanwhile
			}
			if entry.IsDir() && strings.HasPrefix(entry.Name(), c.plan.Bridge()+"-") {
				left = append(left, "control group "+path)
				return fs.SkipDir
			}
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("look for control groups: %w", err)
		}
	}
	return left, nil
}

// processesLeft finds processes in the nodes' control groups, and programs from the cache that work on the cluster's folder. Others may
// well name that folder in their arguments: a shell, an editor, a kubectl that somebody else has started.
func (c *Cluster) processesLeft() ([]string, error) {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return nil, fmt.Errorf("look for processes: %w", err)
	}
	var left []string
	for _, e := range entries {
		pid, err := strconv.Atoi(e.Name())
		if err != nil {
			continue
		}
		// Unreadable is what has ended meanwhile.
		arguments, _ := os.ReadFile(filepath.Join("/proc", e.Name(), "cmdline"))
		groups, _ := os.ReadFile(filepath.Join("/proc", e.Name(), "cgroup"))
		program, _ := os.Readlink(filepath.Join("/proc", e.Name(), "exe"))
		if len(arguments) == 0 {
			continue // a kernel thread, or ended and not reaped
		}
		ours := strings.HasPrefix(program, c.builder.Programs()) && filepath.Base(program) != "kubectl"
		if ours && bytes.Contains(arguments, []byte(c.state.Path()+"/")) || bytes.Contains(groups, []byte("/"+c.plan.Bridge()+"-")) {
			left = append(left, fmt.Sprintf("process %d %s", pid, bytes.ReplaceAll(arguments, []byte{0}, []byte{' '})))
		}
	}
	return left, nil
}

func (c *Cluster) mountsLeft() ([]string, error) {
	mounts, err := os.ReadFile("/proc/self/mountinfo")
	if err != nil {
		return nil, fmt.Errorf("look for mounts: %w", err)
	}
	var left []string
	for line := range strings.Lines(string(mounts)) {
		fields := strings.Fields(line)
		if len(fields) > 4 && strings.HasPrefix(fields[4]+"/", c.state.Path()+"/") {
			left = append(left, "mount "+fields[4])
		}
	}
	return left, nil
}
