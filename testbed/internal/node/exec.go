package node

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
)

// Command prepares a command that runs on the node, as root, in /.
func (n Node) Command(ctx context.Context, args ...string) (*exec.Cmd, error) {
	p, running, err := n.Running()
	if err != nil {
		return nil, err
	}
	if !running {
		return nil, fmt.Errorf("node %s is off; start it with: testbed node %s boot", n.Name, n.Name)
	}
	// env finds the program on the node: nsenter would look for it by this machine's PATH.
	enter := []string{"--target", strconv.Itoa(p.PID), "--mount", "--uts", "--ipc", "--net", "--pid", "--cgroup", "--",
		"/usr/bin/env", "PATH=" + searchPath}
	cmd := exec.CommandContext(ctx, "nsenter", append(enter, args...)...)
	cmd.Env = []string{"HOME=/root", "LANG=C.UTF-8", "PATH=" + os.Getenv("PATH"), "TERM=" + os.Getenv("TERM"), "SYSTEMD_PAGER=", "SYSTEMD_COLORS=0"}
	return cmd, nil
}

// ActiveState is what the node's systemd says of a unit: active, activating, failed and so on.
func (n Node) ActiveState(ctx context.Context, unit string) (string, error) {
	return n.Property(ctx, unit, "ActiveState")
}

// Property is a property of a unit of the node's systemd.
func (n Node) Property(ctx context.Context, unit, property string) (string, error) {
	cmd, err := n.Command(ctx, "systemctl", "show", "--property="+property, "--value", unit)
	if err != nil {
		return "", err
	}
	output, err := cmd.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("ask %s for %s of %s: %w: %s", n.Name, property, unit, err, strings.TrimSpace(string(output)))
	}
	return strings.TrimSpace(string(output)), nil
}
