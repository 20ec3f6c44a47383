package main

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"registrymirror.dev/testbed/internal/controlplane"
	"registrymirror.dev/testbed/internal/process"
)

func TestAnAPIServerAloneServesAndLeavesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "server")
	b := bed{t, "unused"}
	t.Cleanup(func() { _, _ = b.try("apiserver", "down", "--dir", dir) })
	kubeconfig := b.run("apiserver", "up", "--dir", dir)
	processes := serverProcesses(t, dir)
	kubectl, err := exec.Command(programOf(t, processes["kube-apiserver"], "kubectl"), "--kubeconfig", kubeconfig, "get", "--raw", "/readyz").CombinedOutput()
	if err != nil || string(kubectl) != "ok" {
		t.Errorf("/readyz: %s, %v", kubectl, err)
	}
	if _, err := b.try("apiserver", "up", "--dir", dir); err == nil || !strings.Contains(err.Error(), "runs in") {
		t.Errorf("a second server in the same folder: %v", err)
	}
	b.run("apiserver", "down", "--dir", dir)
	assertEnded(t, processes)
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the folder is left: %v", err)
	}
	b.run("apiserver", "down", "--dir", dir)
}

func TestAnAPIServerEndsWithItsParent(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "server")
	b := bed{t, "unused"}
	t.Cleanup(func() { _, _ = b.try("apiserver", "down", "--dir", dir) })
	parent := exec.Command("sleep", "600")
	if err := parent.Start(); err != nil {
		t.Fatal(err)
	}
	b.run("apiserver", "up", "--dir", dir, "--with-parent", strconv.Itoa(parent.Process.Pid))
	processes := serverProcesses(t, dir)
	if err := parent.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = parent.Wait()
	assertEnded(t, processes)
}

func TestAnAPIServerEndsWithItsKeeper(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "server")
	b := bed{t, "unused"}
	t.Cleanup(func() { _, _ = b.try("apiserver", "down", "--dir", dir) })
	b.run("apiserver", "up", "--dir", dir)
	processes := serverProcesses(t, dir)
	if err := processes["keeper"].Stop(0); err != nil { // killed: it can do nothing more itself
		t.Fatal(err)
	}
	assertEnded(t, processes)
}

func TestAFolderWithOtherContentIsLeftAlone(t *testing.T) {
	dir := t.TempDir()
	precious := filepath.Join(dir, "precious")
	if err := os.WriteFile(precious, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	b := bed{t, "unused"}
	if _, err := b.try("apiserver", "up", "--dir", dir); err == nil || !strings.Contains(err.Error(), "--dir") {
		t.Errorf("up: %v", err)
	}
	b.run("apiserver", "down", "--dir", dir)
	if _, err := os.Stat(precious); err != nil {
		t.Error(err)
	}
}

// serverProcesses are etcd, kube-apiserver and their keeper, all running.
func serverProcesses(t *testing.T, dir string) map[string]process.Process {
	t.Helper()
	processes, err := controlplane.Running(dir)
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(dir, "keeper.json"))
	if err != nil {
		t.Fatal(err)
	}
	var keeper process.Process
	if err := json.Unmarshal(data, &keeper); err != nil {
		t.Fatal(err)
	}
	processes["keeper"] = keeper
	if len(processes) != 3 || !keeper.Alive() {
		t.Fatalf("running are %v", processes)
	}
	return processes
}

// programOf is another program of the module that p's is of.
func programOf(t *testing.T, p process.Process, name string) string {
	t.Helper()
	program, err := os.Readlink(filepath.Join("/proc", strconv.Itoa(p.PID), "exe"))
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(filepath.Dir(program), name)
}

func assertEnded(t *testing.T, processes map[string]process.Process) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	for name, p := range processes {
		if err := p.Wait(ctx); err != nil {
			t.Errorf("%s still runs: %v", name, err)
		}
	}
}
