package rewrite

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/sirupsen/logrus"
)

// Proxy stands between containerd and the endpoints with rewrites, on loopback addresses. It adds no login: it passes on the endpoint's
// challenge, and containerd answers it with the credentials of the pod or else of the address that it called. So each host that
// has a login in registries.yaml gets an address of its own here, which gets the same login in containerd's configuration.
type Proxy struct {
	common    net.Listener
	byHost    map[string]net.Listener
	mu        sync.Mutex
	endpoints map[string]*proxied
}

// proxied is an endpoint under its number.
type proxied struct {
	client *client
	mu     sync.Mutex
	realms map[string]*url.URL // the token servers that the endpoint has named
}

// NewProxy opens an address for each of the hosts and one for all others.
func NewProxy(hosts []string) (*Proxy, error) {
	p := &Proxy{byHost: map[string]net.Listener{}, endpoints: map[string]*proxied{}}
	common, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	p.common = common
	for _, host := range hosts {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			p.Close()
			return nil, err
		}
		p.byHost[host] = listener
	}
	return p, nil
}

// Address is the one to call for a host, and to have its login.
func (p *Proxy) Address(host string) string {
	listener, found := p.byHost[host]
	if !found && host == "registry-1.docker.io" {
		listener, found = p.byHost["docker.io"]
	}
	if !found {
		listener = p.common
	}
	return listener.Addr().String()
}

// Close gives the addresses back.
func (p *Proxy) Close() {
	p.common.Close()
	for _, listener := range p.byHost {
		listener.Close()
	}
}

// Serve works until the context ends.
func (p *Proxy) Serve(ctx context.Context) error {
	server := &http.Server{Handler: p, ReadHeaderTimeout: time.Minute, ErrorLog: log.New(logrus.StandardLogger().WriterLevel(logrus.DebugLevel), "", 0)}
	listeners := []net.Listener{p.common}
	for _, listener := range p.byHost {
		listeners = append(listeners, listener)
	}
	stop := context.AfterFunc(ctx, func() { server.Close() })
	defer stop()
	failed := make(chan error, len(listeners))
	for _, listener := range listeners {
		go func() { failed <- server.Serve(listener) }()
	}
	err := <-failed
	server.Close()
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// Add makes an endpoint reachable and gives its URL. It stays reachable there, so that a pull which began with it can end.
func (p *Proxy) Add(e Endpoint) string {
	// The definition itself is the number: the same endpoint keeps its URL, and a changed one is another.
	definition, err := json.Marshal(e)
	if err != nil {
		panic(err) // strings and numbers only
	}
	sum := sha256.Sum256(definition)
	number := hex.EncodeToString(sum[:8])
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.endpoints[number] == nil {
		p.endpoints[number] = &proxied{client: &client{endpoint: e}, realms: map[string]*url.URL{}}
	}
	return fmt.Sprintf("http://%s/%s/v2", p.Address(e.Host), number)
}

// ServeHTTP takes /NUMBER/v2/REPOSITORY/... and, for token servers, /NUMBER/realm/NUMBER.
func (p *Proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	number, rest, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	p.mu.Lock()
	to := p.endpoints[number]
	p.mu.Unlock()
	if to == nil {
		http.NotFound(w, r)
		return
	}
	target, err := to.target("/" + rest)
	if err != nil {
		http.Error(w, err.Error(), http.StatusNotFound)
		return
	}
	proxy := httputil.ReverseProxy{
		Rewrite: func(pr *httputil.ProxyRequest) {
			target.RawQuery = joinQuery(target.RawQuery, pr.In.URL.RawQuery)
			pr.Out.URL, pr.Out.Host = target, target.Host
		},
		Transport: to.client,
		ModifyResponse: func(response *http.Response) error {
			to.redirectChallenges(response, "http://"+r.Host+"/"+number)
			return nil
		},
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, err error) {
			logrus.Warnf("Rewriting proxy: %s: %v", target.Redacted(), err)
			http.Error(w, err.Error(), http.StatusBadGateway)
		},
		ErrorLog: log.New(logrus.StandardLogger().WriterLevel(logrus.DebugLevel), "", 0),
	}
	proxy.ServeHTTP(w, r)
}

func (t *proxied) target(path string) (*url.URL, error) {
	if number, found := strings.CutPrefix(path, "/realm/"); found {
		t.mu.Lock()
		defer t.mu.Unlock()
		realm := t.realms[number]
		if realm == nil {
			return nil, errors.New("the endpoint has named no such token server")
		}
		u := *realm
		return &u, nil
	}
	path, found := strings.CutPrefix(path, "/v2/")
	if !found {
		return nil, errors.New("no path of a registry")
	}
	e := t.client.endpoint
	return &url.URL{Scheme: e.Scheme, Host: e.Host, Path: e.Path + e.rewritePath("/"+path)}, nil
}

var realmParameter = regexp.MustCompile(`(?i)\brealm="([^"]*)"`)

// redirectChallenges has containerd ask for tokens through here too, where the endpoint's certificates are known.
func (t *proxied) redirectChallenges(response *http.Response, here string) {
	challenges := response.Header.Values("Www-Authenticate")
	for i, challenge := range challenges {
		if len(challenge) < 7 || !strings.EqualFold(challenge[:7], "bearer ") {
			continue
		}
		challenges[i] = realmParameter.ReplaceAllStringFunc(challenge, func(parameter string) string {
			realm, err := url.Parse(realmParameter.FindStringSubmatch(parameter)[1])
			if err != nil || realm.Scheme != "http" && realm.Scheme != "https" {
				return parameter
			}
			sum := sha256.Sum256([]byte(realm.String()))
			number := hex.EncodeToString(sum[:8])
			t.mu.Lock()
			t.realms[number] = realm
			t.mu.Unlock()
			return fmt.Sprintf(`realm="%s/realm/%s"`, here, number)
		})
	}
}

func joinQuery(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "&" + b
}
