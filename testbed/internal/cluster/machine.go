package cluster

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// needs are the programs that nodes run or are made with, and where Debian has them.
var needs = map[string]string{
	"/usr/lib/systemd/systemd": "systemd",
	"/usr/bin/systemctl":       "systemd",
	"/usr/bin/dbus-daemon":     "dbus-daemon",
	"/usr/bin/nsenter":         "util-linux",
}

// checkMachine says at once what this machine lacks for nodes, and how to get it.
func checkMachine() error {
	if os.Getuid() != 0 {
		return errors.New("nodes need root: namespaces, control groups and network links are made")
	}
	missing := map[string]bool{}
	for program, debian := range needs {
		if _, err := os.Stat(program); err != nil {
			missing[debian] = true
		}
	}
	if _, err := exec.LookPath("busybox"); err != nil {
		missing["busybox-static"] = true
	}
	if len(missing) == 0 {
		return nil
	}
	packages := slices.Sorted(maps.Keys(missing))
	return fmt.Errorf("this machine lacks what nodes need; on Debian: apt-get install %s", strings.Join(packages, " "))
}
