package rewrite

import (
	"context"
	"encoding/pem"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// upstream is a registry behind an endpoint; it remembers what it was asked.
type upstream struct {
	*httptest.Server
	mu       sync.Mutex
	requests []string
	handle   http.HandlerFunc
}

func newUpstream(t *testing.T, handle http.HandlerFunc, change func(*httptest.Server)) *upstream {
	t.Helper()
	u := &upstream{handle: handle}
	u.Server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		u.mu.Lock()
		u.requests = append(u.requests, r.Method+" "+r.URL.RequestURI())
		u.mu.Unlock()
		u.handle(w, r)
	}))
	u.Config.ErrorLog = nil
	if change != nil {
		change(u.Server)
	} else {
		u.Start()
	}
	t.Cleanup(u.Close)
	return u
}

func (u *upstream) endpoint(t *testing.T, rewrites map[string]string) Endpoint {
	t.Helper()
	parsed, err := url.Parse(u.URL)
	if err != nil {
		t.Fatal(err)
	}
	return Endpoint{Scheme: parsed.Scheme, Host: parsed.Host, Path: "/v2", Rewrites: rewrites}
}

func (u *upstream) seen() string {
	u.mu.Lock()
	defer u.mu.Unlock()
	return strings.Join(u.requests, "\n")
}

var toHub = map[string]string{"^(.*)$": "hub/$1"}

func serve(t *testing.T, hosts ...string) *Proxy {
	t.Helper()
	p, err := NewProxy(hosts)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- p.Serve(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return p
}

func get(t *testing.T, address string, header http.Header) (*http.Response, string) {
	t.Helper()
	request, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header = header
	if request.Header == nil {
		request.Header = http.Header{}
	}
	response, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(body)
}

func caFile(t *testing.T, u *upstream) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ca.pem")
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: u.Certificate().Raw})
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
