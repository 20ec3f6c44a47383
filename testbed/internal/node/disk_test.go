package node

import (
	"io/fs"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"registrymirror.dev/testbed/internal/network"
	"registrymirror.dev/testbed/internal/state"
)

func formatted(t *testing.T, name string, server bool, parts Parts) Node {
	t.Helper()
	n := Node{Node: state.Node{Name: name, Server: server, Number: 51}, Dir: filepath.Join(t.TempDir(), name), Plan: network.PlanFor(3)}
	if parts.RKE2 == "" {
		parts.RKE2 = filepath.Join(t.TempDir(), "rke2")
		if err := os.WriteFile(parts.RKE2, []byte("#!/bin/sh\n"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := n.Format(parts); err != nil {
		t.Fatal(err)
	}
	return n
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestEachDiskHasAnIdentityThatItKeeps(t *testing.T) {
	a, b := formatted(t, "agent1", false, Parts{}), formatted(t, "agent2", false, Parts{})
	first := read(t, a.Disk("etc/machine-id"))
	if len(first) != 33 || first == read(t, b.Disk("etc/machine-id")) {
		t.Errorf("machine-id is %q", first)
	}
	if err := os.WriteFile(a.Disk("etc/rancher/rke2/registries.yaml"), []byte("mirrors: {}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := a.Format(Parts{RKE2: "/no/such/program"}); err != nil {
		t.Fatal(err)
	}
	if read(t, a.Disk("etc/machine-id")) != first || read(t, a.Disk("etc/rancher/rke2/registries.yaml")) != "mirrors: {}\n" {
		t.Error("the disk was formatted anew")
	}
}

func TestHalfADiskIsMadeAnew(t *testing.T) {
	n := formatted(t, "agent1", false, Parts{})
	if err := os.Remove(n.Disk("etc/machine-id")); err != nil {
		t.Fatal(err)
	}
	stale := n.Disk("etc/stale")
	if err := os.WriteFile(stale, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(t.TempDir(), "rke2")
	if err := os.WriteFile(program, nil, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := n.Format(Parts{RKE2: program}); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(stale); err == nil {
		t.Error("content of the half-made disk is left")
	}
}

func TestNothingSecretOfTheMachineIsOnADisk(t *testing.T) {
	n := formatted(t, "agent1", false, Parts{})
	err := filepath.WalkDir(n.Disk(""), func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		switch entry.Name() {
		case "shadow", "gshadow", "ssh", "sudoers", "private":
			t.Errorf("%s is on the disk", path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestARoleHasItsUnitAndManifests(t *testing.T) {
	manifests := t.TempDir()
	if err := os.WriteFile(filepath.Join(manifests, "a.yaml"), []byte("kind: Namespace\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, server := range []bool{true, false} {
		n := formatted(t, "node", server, Parts{Manifests: manifests})
		target, err := os.Readlink(n.Disk("etc/systemd/system/multi-user.target.wants/" + n.Unit()))
		if err != nil {
			t.Fatal(err)
		}
		unit := read(t, n.path("usr-local", strings.TrimPrefix(target, "/usr/local/")))
		if !strings.Contains(unit, "ExecStart=/usr/local/bin/rke2 "+n.role()+"\n") {
			t.Errorf("%s does not start the role %s", n.Unit(), n.role())
		}
		_, err = os.Stat(n.Disk("var/lib/rancher/rke2/server/manifests/a.yaml"))
		if server != (err == nil) {
			t.Errorf("server: %v, manifest: %v", server, err)
		}
	}
}

func TestTheUnitsOfBothRolesDifferInTheRoleOnly(t *testing.T) {
	server, err := units.ReadFile("units/rke2/rke2-server.service")
	if err != nil {
		t.Fatal(err)
	}
	agent, err := units.ReadFile("units/rke2/rke2-agent.service")
	if err != nil {
		t.Fatal(err)
	}
	swapped := strings.NewReplacer("server", "agent", "agent", "server").Replace(string(server))
	if swapped != string(agent) {
		t.Error("the units differ in more than the role")
	}
}

func TestNamesOfNodesAndRegistriesAreKnown(t *testing.T) {
	n := formatted(t, "agent1", false, Parts{})
	other := n
	other.Name, other.Number = "server1", 11
	if err := n.WriteHosts([]Node{n, other}); err != nil {
		t.Fatal(err)
	}
	hosts := read(t, n.Disk("etc/hosts"))
	for _, line := range []string{"10.77.3.51 agent1\n", "10.77.3.11 server1\n", "10.77.3.1 plain.registry.test\n", "10.77.3.1 mtls.registry.test\n"} {
		if !strings.Contains(hosts, line) {
			t.Errorf("%q is missing in:\n%s", line, hosts)
		}
	}
	for line := range strings.Lines(hosts) {
		if _, err := netip.ParseAddr(strings.Fields(line)[0]); err != nil {
			t.Errorf("%q: %v", line, err)
		}
	}
}

func TestOnlySystemAccountsAreKept(t *testing.T) {
	passwd := "root:x:0:0:root:/root:/bin/bash\nmessagebus:x:100:102::/nonexistent:/usr/sbin/nologin\nalice:x:1000:1000::/home/alice:/bin/bash\n" +
		"nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n+::::::\n"
	want := "root:x:0:0:root:/root:/bin/bash\nmessagebus:x:100:102::/nonexistent:/usr/sbin/nologin\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n"
	if got := string(systemAccounts(passwd)); got != want {
		t.Errorf("kept:\n%s", got)
	}
}
