Feature: What Services change, whatever the cluster
  Source: kubernetes.io, Network Policies, "ingress and egress rules that rewrite addresses": where that comes first, as with
  kube-proxy and the settings as usual, policy judges the pod behind a Service.

  Background:
    Given any cluster
    And any policies

  @fault:services-are-judged
  Scenario: The pod behind it is what counts
    Then a flow to a Service of one endpoint has the verdict of the flow to that endpoint
