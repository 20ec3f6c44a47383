package cgroup

import (
	"reflect"
	"testing"
)

func TestSeparateV1HierarchiesBesideAnEmptyV2One(t *testing.T) {
	own := "9:name=systemd:/\n4:memory:/session/42\n1:cpu:/\n0::/\n"
	mounts := `31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
32 31 0:29 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu
35 31 0:32 / /sys/fs/cgroup/memory rw,relatime shared:9 - cgroup cgroup rw,memory
40 31 0:37 / /sys/fs/cgroup/systemd rw,relatime - cgroup cgroup rw,xattr,release_agent=/lib/x,name=systemd
41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
`
	got, err := parse(own, mounts)
	if err != nil {
		t.Fatal(err)
	}
	want := Layout{
		{"none,name=systemd", "/sys/fs/cgroup/systemd", "/sys/fs/cgroup/systemd"},
		{"memory", "/sys/fs/cgroup/memory", "/sys/fs/cgroup/memory/session/42"},
		{"cpu", "/sys/fs/cgroup/cpu", "/sys/fs/cgroup/cpu"},
		{"", "/sys/fs/cgroup/unified", "/sys/fs/cgroup/unified"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if got.Unified() {
		t.Error("taken for cgroup v2")
	}
}

func TestControllersThatAreMountedTogether(t *testing.T) {
	got, err := parse("3:cpu,cpuacct:/a\n2:name=systemd:/a\n",
		`1 1 0:1 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpuacct,cpu
2 1 0:2 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,name=systemd
`)
	if err != nil {
		t.Fatal(err)
	}
	if got[0].Options != "cpuacct,cpu" || got[0].Own != "/sys/fs/cgroup/cpu,cpuacct/a" {
		t.Errorf("got %+v", got[0])
	}
}

func TestV2Only(t *testing.T) {
	got, err := parse("0::/user.slice/user-0.slice\n", "30 24 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n")
	if err != nil {
		t.Fatal(err)
	}
	want := Layout{{"", "/sys/fs/cgroup", "/sys/fs/cgroup/user.slice/user-0.slice"}}
	if !reflect.DeepEqual(got, want) || !got.Unified() {
		t.Errorf("got %+v", got)
	}
}

func TestInsideOfAContainerTheMountIsAPartOfTheHierarchy(t *testing.T) {
	got, err := parse("0::/docker/abc/x\n", `30 24 0:26 /docker/abc /sys/fs/cgroup\040two rw - cgroup2 cgroup rw`+"\n")
	if err != nil {
		t.Fatal(err)
	}
	if got[0].Own != "/sys/fs/cgroup two/x" {
		t.Errorf("own group is %s", got[0].Own)
	}
}

func TestALayoutInWhichSystemdCannotRunIsRefused(t *testing.T) {
	for name, c := range map[string]struct{ own, mounts string }{
		"nothing mounted":      {"0::/\n", ""},
		"v1 without systemd's": {"1:memory:/\n", "35 31 0:32 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n"},
		"nonsense":             {"x\n", ""},
	} {
		if got, err := parse(c.own, c.mounts); err == nil {
			t.Errorf("%s: got %+v", name, got)
		}
	}
}
