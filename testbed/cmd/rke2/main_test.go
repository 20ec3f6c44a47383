package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func parseFile(t *testing.T, yaml string) (string, error) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "registries.yaml")
	if err := os.WriteFile(file, []byte(yaml), 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	command := newCommand("rke2")
	command.SetOut(&out)
	command.SetArgs([]string{"parse", file})
	err := command.Execute()
	return out.String(), err
}

func TestParsePrintsWhatTheParserReads(t *testing.T) {
	for yaml, want := range map[string]string{
		"": `{"mirrors":null,"configs":null,"auths":null}`,
		`
mirrors:
  docker.io: {endpoint: [https://m.example, ~, 0123], rewrite: {"^a": b}}
configs:
  m.example: {auth: {username: yes, identity_token: t, token: unknown}, tls: {insecure_skip_verify: on}}
  n.example:
`: `{"mirrors":{"docker.io":{"endpoint":["https://m.example","","0123"],"rewrite":{"^a":"b"}}},` +
			`"configs":{"m.example":{"auth":{"username":"yes","password":"","auth":"","identitytoken":"t"},` +
			`"tls":{"ca_file":"","cert_file":"","key_file":"","insecure_skip_verify":true}},"n.example":{"auth":null,"tls":null}},"auths":null}`,
	} {
		if got, err := parseFile(t, yaml); err != nil || got != want+"\n" {
			t.Errorf("got %s, %v, want %s", got, err, want)
		}
	}
}

func TestParseGivesTheErrorOfTheParser(t *testing.T) {
	out, err := parseFile(t, "mirrors:\n  docker.io: {endpoint: https://m.example}\n")
	if out != "" || err == nil || !strings.HasPrefix(err.Error(), "yaml: unmarshal errors:\n  line 2: cannot unmarshal !!str") {
		t.Errorf("got %q, %v", out, err)
	}
}

func TestParseDoesNotTakeAMissingFileForAnEmptyOne(t *testing.T) {
	command := newCommand("rke2")
	command.SetArgs([]string{"parse", filepath.Join(t.TempDir(), "missing.yaml")})
	if err := command.Execute(); !os.IsNotExist(err) {
		t.Errorf("got %v", err)
	}
}

func TestTheNameDecidesTheProgram(t *testing.T) {
	for calledAs, program := range map[string]string{"rke2": "rke2", "k3s": "k3s", "anything": "rke2"} {
		agent, _, err := newCommand(calledAs).Find([]string{"agent"})
		if err != nil {
			t.Fatal(err)
		}
		if got := agent.Flag("private-registry").DefValue; got != "/etc/rancher/"+program+"/registries.yaml" {
			t.Errorf("called as %s it reads %s", calledAs, got)
		}
	}
}
