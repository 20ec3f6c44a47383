package state

import (
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

func TestClustersSideBySideGetDifferentIndexes(t *testing.T) {
	root := Open(filepath.Join(t.TempDir(), "state"))
	names := []string{"a", "b", "c", "d", "e", "f"}
	var wg sync.WaitGroup
	for _, name := range names {
		wg.Go(func() {
			if _, err := root.Allot(name, unused); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	seen := map[int]string{}
	for _, name := range names {
		c, err := root.Find(name)
		if err != nil {
			t.Fatal(err)
		}
		if other, taken := seen[c.Index]; taken {
			t.Errorf("%s and %s have index %d", name, other, c.Index)
		}
		seen[c.Index] = name
	}
}

func TestAnIndexIsKeptWhileTheClusterLivesAndFreeAfterwards(t *testing.T) {
	root := Open(filepath.Join(t.TempDir(), "state"))
	index := func(name string) int {
		c, err := root.Allot(name, unused)
		if err != nil {
			t.Fatal(err)
		}
		return c.Index
	}
	if index("a") != 1 || index("b") != 2 || index("a") != 1 {
		t.Fatal("indexes are not allotted in order, or not kept")
	}
	if err := root.Forget("a"); err != nil {
		t.Fatal(err)
	}
	if got := index("c"); got != 1 {
		t.Errorf("the freed index was not used again, got %d", got)
	}
}

func TestNothingIsLeftAfterTheLastCluster(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "state")
	root := Open(dir)
	if _, err := root.Allot("only", unused); err != nil {
		t.Fatal(err)
	}
	unlock, err := root.Lock("only")
	if err != nil {
		t.Fatal(err)
	}
	if err := root.Forget("only"); err != nil {
		t.Fatal(err)
	}
	unlock()
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%s is left: %v", dir, err)
	}
}

func TestBadNamesAreRefused(t *testing.T) {
	root := Open(t.TempDir())
	for _, name := range []string{"", "A", "a/b", "..", "-a", "a-", "x y"} {
		if _, err := root.Allot(name, unused); err == nil {
			t.Errorf("%q was accepted", name)
		}
	}
}

func TestMoreNodesAreAddedAndNoneIsLost(t *testing.T) {
	c, err := Open(t.TempDir()).Allot("a", unused)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.WantNodes(1, 2); err != nil {
		t.Fatal(err)
	}
	nodes, err := c.WantNodes(2, 1)
	if err != nil {
		t.Fatal(err)
	}
	numbers := map[int]bool{}
	for _, n := range nodes {
		numbers[n.Number] = true
	}
	if len(nodes) != 4 || len(numbers) != 4 {
		t.Errorf("got %+v, want server1, agent1, agent2 and server2 with numbers of their own", nodes)
	}
	if _, err := c.WantNodes(1, 1000); err == nil {
		t.Error("1000 agents were accepted")
	}
	if _, err := c.Node("server9"); err == nil {
		t.Error("an unknown node was found")
	}
}

func TestAnIndexThatTheMachineShowsInUseIsPassedOver(t *testing.T) {
	c, err := Open(t.TempDir()).Allot("a", func(index int) (bool, error) { return index < 3, nil })
	if err != nil {
		t.Fatal(err)
	}
	if c.Index != 3 {
		t.Errorf("got index %d, want 3", c.Index)
	}
	if _, err := Open(t.TempDir()).Allot("a", func(int) (bool, error) { return true, nil }); err == nil {
		t.Error("an index was allotted though all are in use")
	}
}

func unused(int) (bool, error) { return false, nil }
