package cgroup

import (
	"os"
	"path/filepath"
	"testing"
)

// A folder is enough of a control group file system to see what is made where; the kernel's part is tried by the test of a whole cluster.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestOnV2AGroupIsBelowTheRootWithControllersSwitchedOn(t *testing.T) {
	root := folder(t, map[string]string{"cgroup.controllers": "cpuset cpu memory pids\n", "cgroup.subtree_control": "", "session/cgroup.procs": "1\n"})
	group, err := Layout{{Mount: root, Own: filepath.Join(root, "session")}}.Create("rmtb1-agent1")
	if err != nil {
		t.Fatal(err)
	}
	if want := filepath.Join(root, "rmtb1-agent1"); len(group.Dirs) != 1 || group.Dirs[0] != want {
		t.Errorf("made %v, want %s", group.Dirs, want)
	}
	if last, _ := os.ReadFile(filepath.Join(root, "cgroup.subtree_control")); len(last) < 5 || last[0] != '+' {
		t.Errorf("no controller was switched on: %q", last)
	}
}

func TestOnV1AGroupIsBelowOnesOwnAndItsCPUsAreTheParents(t *testing.T) {
	cpuset := folder(t, map[string]string{"session/cpuset.cpus": "0-1\n", "session/cpuset.mems": "0\n"})
	systemd := folder(t, map[string]string{"session/cgroup.procs": "1\n"})
	layout := Layout{
		{Options: "cpuset", Mount: cpuset, Own: filepath.Join(cpuset, "session")},
		{Options: "none,name=systemd", Mount: systemd, Own: filepath.Join(systemd, "session")},
	}
	group, err := layout.Create("rmtb1-agent1")
	if err != nil {
		t.Fatal(err)
	}
	for i, h := range layout {
		if want := filepath.Join(h.Own, "rmtb1-agent1"); group.Dirs[i] != want {
			t.Errorf("made %s, want %s", group.Dirs[i], want)
		}
	}
	for name, want := range map[string]string{"cpuset.cpus": "0-1\n", "cpuset.mems": "0\n", "cgroup.clone_children": "1"} {
		if got, _ := os.ReadFile(filepath.Join(group.Dirs[0], name)); string(got) != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

func TestAGroupThatIsGoneIsRemovedWithoutComplaint(t *testing.T) {
	group := Group{Dirs: []string{filepath.Join(t.TempDir(), "gone")}}
	if pids, err := group.Processes(); err != nil || len(pids) != 0 {
		t.Errorf("processes %v, %v", pids, err)
	}
	if err := group.Remove(); err != nil {
		t.Error(err)
	}
}
