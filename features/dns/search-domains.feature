@model:stateful
Feature: What is asked for one name
  A pod's resolv.conf has "search shop.svc.cluster.local svc.cluster.local cluster.local" and "ndots:5": a name with
  fewer than five dots is tried in every search domain first, and as it stands last.
  Sources: kubelet pkg/kubelet/network/dns/dns.go; resolv.conf(5); glibc resolv/res_query.c. Questions counted with
  glibc 2.36, for one address family.

  Background:
    Given the namespace shop
    And the pods:
      | pod      | ports |
      | frontend |       |
      | web      | 8080  |
    And the services:
      | service | ports     |
      | web     | 80 → 8080 |
    And the external endpoints:
      | name        | addresses      |
      | example.com | 203.0.113.5/32 |
    And kube-dns

  Rule: The more of a name is written, the more is asked, until a final dot ends it

    Scenario: A Service of one's own namespace takes one question
      Then frontend looks up web by asking:
        | name                       | answer      |
        | web.shop.svc.cluster.local | service/web |

    Scenario: With its namespace, two
      Then frontend looks up web.shop by asking:
        | name                            | answer      |
        | web.shop.shop.svc.cluster.local | NXDOMAIN    |
        | web.shop.svc.cluster.local      | service/web |

    Scenario: In full, four: it has four dots, which are fewer than five
      Then frontend looks up web.shop.svc.cluster.local by asking:
        | name                                              | answer      |
        | web.shop.svc.cluster.local.shop.svc.cluster.local | NXDOMAIN    |
        | web.shop.svc.cluster.local.svc.cluster.local      | NXDOMAIN    |
        | web.shop.svc.cluster.local.cluster.local          | NXDOMAIN    |
        | web.shop.svc.cluster.local                        | service/web |

    Scenario: In full and with a final dot, one
      Then frontend looks up web.shop.svc.cluster.local. by asking:
        | name                       | answer      |
        | web.shop.svc.cluster.local | service/web |

    Scenario: A name outside the cluster is sought inside three times
      Then frontend looks up example.com by asking:
        | name                               | answer      |
        | example.com.shop.svc.cluster.local | NXDOMAIN    |
        | example.com.svc.cluster.local      | NXDOMAIN    |
        | example.com.cluster.local          | NXDOMAIN    |
        | example.com                        | example.com |

    Scenario: A final dot spares that
      Then frontend looks up example.com. by asking:
        | name        | answer      |
        | example.com | example.com |

    Scenario: A name that nobody has is sought to the end
      Then frontend looks up nobody by asking:
        | name                          | answer   |
        | nobody.shop.svc.cluster.local | NXDOMAIN |
        | nobody.svc.cluster.local      | NXDOMAIN |
        | nobody.cluster.local          | NXDOMAIN |
        | nobody                        | NXDOMAIN |
      And frontend cannot resolve nobody: NXDOMAIN after 0 seconds

  Rule: A namespace that is called like a domain

    Scenario: Search domains find a Service "example" in namespace "com" where a name outside was meant
      Given the pods:
        | pod           | ports |
        | shop/frontend |       |
        | com/example   | 8080  |
      And the services:
        | service     | ports |
        | com/example | 8080  |
      Then shop/frontend resolves example.com to service/com/example
      But shop/frontend resolves example.com. to example.com

  Rule: dnsConfig and dnsPolicy

    Scenario: With ndots:1 a name with a dot is tried as it stands first
      Given the manifests:
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: crawler
          namespace: shop
        spec:
          dnsConfig:
            options:
              - name: ndots
                value: "1"
          containers:
            - name: crawler
              image: crawler
        """
      Then crawler looks up example.com by asking:
        | name        | answer      |
        | example.com | example.com |
      And crawler looks up web by asking:
        | name                       | answer      |
        | web.shop.svc.cluster.local | service/web |
      But crawler looks up web.shop by asking:
        | name                            | answer      |
        | web.shop                        | NXDOMAIN    |
        | web.shop.shop.svc.cluster.local | NXDOMAIN    |
        | web.shop.svc.cluster.local      | service/web |

    Scenario: With dnsPolicy Default a pod takes over the node's resolver, and knows no Service
      Given the manifests:
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: crawler
          namespace: shop
        spec:
          dnsPolicy: Default
          containers:
            - name: crawler
              image: crawler
        """
      Then crawler looks up example.com by asking:
        | name        | answer      |
        | example.com | example.com |
      But crawler cannot resolve web: NXDOMAIN
      And crawler cannot resolve web.shop.svc.cluster.local: NXDOMAIN

    Scenario Outline: A pod in its node's network, with dnsPolicy <policy>
      Given the manifests:
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: agent
          namespace: shop
        spec:
          hostNetwork: true
          dnsPolicy: <policy>
          containers:
            - name: agent
              image: agent
        """
      Then agent <verdict>

      Examples:
        | policy                  | verdict                          |
        | ClusterFirst            | cannot resolve web: NXDOMAIN     |
        | ClusterFirstWithHostNet | resolves web to service/shop/web |

    Scenario: With dnsPolicy None a pod asks whom it names, past kube-dns and past the rules for it
      Given the manifests:
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: crawler
          namespace: shop
          labels:
            app: crawler
        spec:
          dnsPolicy: None
          dnsConfig:
            nameservers: [203.0.113.53]
          containers:
            - name: crawler
              image: crawler
        """
      And deny-all egress
      When crawler allows egress to namespace kube-system on ports 53/UDP and 53/TCP
      Then crawler cannot resolve example.com: no answer after 10 seconds
      When crawler allows egress to 203.0.113.53/32 on ports 53/UDP and 53/TCP
      Then crawler resolves example.com

    Scenario: With dnsPolicy None and kube-dns for server, search domains are the pod's own affair
      Given the manifests:
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: crawler
          namespace: shop
        spec:
          dnsPolicy: None
          dnsConfig:
            nameservers: [10.96.0.10]
            searches: [svc.cluster.local]
            options:
              - name: ndots
                value: "2"
          containers:
            - name: crawler
              image: crawler
        """
      Then crawler looks up web.shop by asking:
        | name                       | answer      |
        | web.shop.svc.cluster.local | service/web |
      But crawler cannot resolve web: NXDOMAIN
