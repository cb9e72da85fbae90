Feature: Certificates at the resource server
  A stolen token is of no use to whoever has not the certificate that it is bound to. See FAPI 1.0 Advanced, 6.2.1, item 2, and 8.2.

  Background:
    Given a user has granted the client access to the resource

  @FAPI1-ADV-6.2.1-02 @FAPI1-ADV-8.2-02
  Rule: A bound token opens the resource to its own certificate only

    Scenario: A token over a connection with its certificate opens the resource
      When the client reads the resource
      Then the resource server serves the request

    Scenario Outline: A token over a connection <connection> does not open the resource
      When the client reads the resource over a connection <connection>
      Then the resource server refuses the request

      @requires:another-client
      Examples: somebody else's connection
        | connection                        |
        | with another client's certificate |

      Examples: connections that anybody can make
        | connection                           |
        | with a certificate of its own making |
        | without a certificate                |

  @FAPI1-ADV-8.2-01
  Rule: A token that is bound to nobody opens nothing

    @requires:authorization-server-faults
    Scenario: A bearer token does not open the resource
      When the client reads the resource with an unbound token
      Then the resource server refuses the request
