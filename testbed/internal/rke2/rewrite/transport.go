package rewrite

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"time"
)

// client makes the connections of one endpoint, with its TLS settings, as containerd does: files are read again when they change.
type client struct {
	endpoint Endpoint

	mu        sync.Mutex
	stamp     string
	transport *http.Transport
	plainHTTP bool // the endpoint turned out to speak plain HTTP only
}

// RoundTrip follows redirects, since it is here that the endpoint's certificates are known.
func (c *client) RoundTrip(request *http.Request) (*http.Response, error) {
	transport, err := c.current()
	if err != nil {
		return nil, err
	}
	through := roundTripper(func(r *http.Request) (*http.Response, error) { return c.send(transport, r) })
	if request.Method != http.MethodGet && request.Method != http.MethodHead {
		return through(request)
	}
	request = request.Clone(request.Context())
	request.RequestURI = ""
	response, err := (&http.Client{Transport: through}).Do(request)
	// The caller names the URL itself.
	if wrapped := (*url.Error)(nil); errors.As(err, &wrapped) {
		err = wrapped.Err
	}
	return response, err
}

// send tries https first where an http endpoint has TLS settings, and stays with http once that was the answer.
func (c *client) send(transport *http.Transport, request *http.Request) (*http.Response, error) {
	ambiguous := request.URL.Scheme == "http" && request.URL.Host == c.endpoint.Host && c.endpoint.TLS.configured() && request.URL.Port() != "80"
	if !ambiguous || c.isPlain() || request.Body != nil && request.Body != http.NoBody {
		return transport.RoundTrip(request)
	}
	secure := request.Clone(request.Context())
	secure.URL.Scheme = "https"
	response, err := transport.RoundTrip(secure)
	if err == nil || !speaksPlainHTTP(err) {
		return response, err
	}
	c.mu.Lock()
	c.plainHTTP = true
	c.mu.Unlock()
	return transport.RoundTrip(request)
}

func (c *client) isPlain() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.plainHTTP
}

func speaksPlainHTTP(err error) bool {
	var record tls.RecordHeaderError
	return errors.As(err, &record) && string(record.RecordHeader[:]) == "HTTP/" || strings.Contains(err.Error(), "TLS handshake timeout")
}

// current gives the transport for the files as they are now.
func (c *client) current() (*http.Transport, error) {
	stamp := c.endpoint.TLS.stamp()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.transport != nil && c.stamp == stamp {
		return c.transport, nil
	}
	config, err := c.endpoint.TLS.config()
	if err != nil {
		return nil, err
	}
	if c.transport != nil {
		c.transport.CloseIdleConnections()
	}
	c.stamp = stamp
	c.transport = &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: 30 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		TLSClientConfig:       config,
		TLSHandshakeTimeout:   10 * time.Second,
		ResponseHeaderTimeout: 30 * time.Second,
		IdleConnTimeout:       30 * time.Second,
		DisableCompression:    true, // bytes pass as they are
	}
	return c.transport, nil
}

// stamp changes when one of the files does.
func (t TLS) stamp() string {
	var b strings.Builder
	files := t.CAs
	for _, pair := range t.Pairs {
		files = append(files[:len(files):len(files)], pair.Cert, pair.Key)
	}
	for _, file := range files {
		if info, err := os.Stat(file); err == nil {
			fmt.Fprintf(&b, "%d %d\n", info.Size(), info.ModTime().UnixNano())
		} else {
			b.WriteString("-\n")
		}
	}
	return b.String()
}

func (t TLS) config() (*tls.Config, error) {
	config := &tls.Config{}
	if t.SkipVerify != nil {
		config.InsecureSkipVerify = *t.SkipVerify
	}
	if t.CAs != nil {
		pool, err := x509.SystemCertPool()
		if err != nil {
			return nil, fmt.Errorf("unable to initialize cert pool: %w", err)
		}
		for _, file := range t.CAs {
			data, err := os.ReadFile(file)
			if err != nil {
				return nil, fmt.Errorf("unable to read CA cert %q: %w", file, err)
			}
			if !pool.AppendCertsFromPEM(data) {
				return nil, fmt.Errorf("unable to load CA cert %q", file)
			}
		}
		config.RootCAs = pool
	}
	for _, pair := range t.Pairs {
		key := pair.Key
		if key == "" {
			key = pair.Cert
		}
		certificate, err := tls.LoadX509KeyPair(pair.Cert, key)
		if err != nil {
			return nil, fmt.Errorf("failed to load X509 key pair: %w", err)
		}
		config.Certificates = append(config.Certificates, certificate)
	}
	return config, nil
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
