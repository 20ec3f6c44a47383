package node

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"registrymirror.dev/testbed/internal/supervisor"
)

func TestAFileThatDoesNotParseStartsNothingUntilAGoodOneIsPut(t *testing.T) {
	b := newBench(t, supervisor.Agent)
	logged := captureLog(t)
	b.put("registries.yaml", "mirrors:\n  docker.io:\n    endpoint: https://m.example\n")
	b.start()
	b.eventually(func() bool {
		return strings.Count(logged(), `level=info msg="Waiting to retrieve agent configuration; server is not ready: yaml: unmarshal errors:`) > 2
	})
	b.notReady()
	if got := b.calls(); got != "" {
		t.Errorf("started %s", got)
	}
	if exists(b.node.Layout.certsDir()) {
		t.Error("certs.d was written")
	}
	b.put("registries.yaml", "mirrors:\n  docker.io:\n    endpoint: [https://m.example]\n")
	b.awaitReady()
	text, err := os.ReadFile(filepath.Join(b.node.Layout.certsDir(), "docker.io", "hosts.toml"))
	if err != nil || !strings.Contains(string(text), `[host."https://m.example/v2"]`) {
		t.Errorf("hosts.toml is %q, %v", text, err)
	}
}

func TestTheFileIsReadAtTheStartOnly(t *testing.T) {
	b := newBench(t, supervisor.Agent)
	b.put("registries.yaml", "")
	b.start()
	b.awaitReady()
	b.put("registries.yaml", "mirrors: [")
	b.stop()
	if err := b.awaitEnd(); err != nil {
		t.Error(err)
	}
}
