package node

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"registrymirror.dev/testbed/internal/supervisor"
)

func TestContainerdReadsATranslationOfWhatRKE2Writes(t *testing.T) {
	b := newBench(t, supervisor.Agent)
	b.put("registries.yaml", `
mirrors: {quay.io: {endpoint: [https://m.example], rewrite: {"^(.*)$": "hub/$1"}}, docker.io: {endpoint: [https://m.example]}}
configs: {m.example: {auth: {username: u, password: p}}}
`)
	b.start()
	b.awaitReady()
	read := func(path ...string) string {
		t.Helper()
		text, err := os.ReadFile(b.node.Layout.agent(append([]string{"etc"}, path...)...))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	const tables = ".registry.configs."
	if rke2 := read("containerd", "config.toml"); !strings.Contains(rke2, "config_path = \""+b.node.Layout.certsDir()+"\"") || strings.Count(rke2, tables) != 1 {
		t.Errorf("config.toml is not RKE2's:\n%s", rke2)
	}
	stock := read("containerd-testbed", "config.toml")
	if !strings.Contains(stock, "config_path = \""+b.node.Layout.stockCertsDir()+"\"") || strings.Count(stock, tables) != 2 {
		t.Errorf("containerd's config.toml lacks the login of the proxy:\n%s", stock)
	}
	if got := read("containerd", "certs.d", "quay.io", "hosts.toml"); strings.Contains(got, "127.0.0.1") {
		t.Errorf("hosts.toml is not RKE2's:\n%s", got)
	}
	translated := read("containerd-testbed", "certs.d", "quay.io", "hosts.toml")
	_, rest, _ := strings.Cut(translated, `[host."http://`)
	if address, _, found := strings.Cut(rest, "/"); !found || !strings.Contains(stock, tables+"'"+address+"'.auth") {
		t.Errorf("no login for %s, to which this leads:\n%s", address, translated)
	}
	if got, want := read("containerd-testbed", "certs.d", "docker.io", "hosts.toml"), read("containerd", "certs.d", "docker.io", "hosts.toml"); got != want {
		t.Errorf("without a rewrite it is\n%s\nwant\n%s", got, want)
	}
	b.awaitCall("containerd -c " + b.node.Layout.stockConfig())
}

func TestAConfigurationThatRKE2sContainerdCannotReadEndsTheProcess(t *testing.T) {
	b := newBench(t, supervisor.Agent)
	b.put("registries.yaml", `configs: {r.example: {auth: {password: "a\x01b"}}}`) // makes config.toml invalid
	b.start()
	if err := b.awaitEnd(); err == nil || !strings.HasPrefix(err.Error(), "failed to start container runtime: containerd exited: failed to load TOML") {
		t.Errorf("ended with %v", err)
	}
	b.notReady()
	// Not even asked: a newer containerd would take the file.
	if got := b.calls(); got != "" {
		t.Errorf("started %s", got)
	}
}

func TestAContainerdThatEndsAtOnceEndsTheProcess(t *testing.T) {
	b := newBench(t, supervisor.Agent)
	if err := os.WriteFile(filepath.Join(b.dir, "bin", "containerd"), []byte("#!/bin/sh\nexit 3\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	b.start()
	if err := b.awaitEnd(); err == nil || err.Error() != "failed to start container runtime: containerd exited: exit status 3" {
		t.Errorf("ended with %v", err)
	}
	b.notReady()
}
