@requires:client-credentials
Feature: Claims of client assertions
  The claims say who speaks, to whom, and until when: an assertion that leaks is worth nothing elsewhere or later.
  See RFC 7523, 3, OpenID Connect Core, 9, and the login attributes of the WIPO DAS specification.

  Background:
    Given a client registered with the authorization server

  @DAS-AUTH-17
  Rule: An assertion with only iss, sub, aud and exp is sufficient

    Scenario Outline: An assertion <variation> is accepted
      When the client authenticates with a client assertion <variation>
      Then the authorization server issues an access token

      Examples: claim sets with less in them
        | variation                       |
        | with only iss, sub, aud and exp |
        | without iat                     |

  @DAS-AUTH-13 @OIDC-CORE-9-1 @RFC7523-3-1 @FAPI1-ADV-5.2.2-14.2
  Rule: The issuer of an assertion is the client

    Scenario Outline: An assertion <deviation> is refused for its issuer
      When the client authenticates with a client assertion <deviation>
      Then the authorization server refuses the client
      And no access token is issued

      Examples: missing and wrong issuers
        | deviation                             |
        | without iss                           |
        | whose iss is a name that nobody bears |
        | whose iss is empty                    |
        | whose iss is a list                   |

      @requires:another-client
      Examples: issuers that exist
        | deviation                   |
        | whose iss is another client |

  @DAS-AUTH-14 @RFC7523-3-2 @OIDC-CORE-9-2 @FAPI1-ADV-5.2.2-14.2
  Rule: The subject of an assertion is the client

    Scenario Outline: An assertion <deviation> is refused for its subject
      When the client authenticates with a client assertion <deviation>
      Then the authorization server refuses the client
      And no access token is issued

      Examples: missing and wrong subjects
        | deviation                             |
        | without sub                           |
        | whose sub is a name that nobody bears |
        | whose sub is empty                    |

      @requires:another-client
      Examples: subjects that exist
        | deviation                   |
        | whose sub is another client |

  @DAS-AUTH-15 @RFC7523-3-3 @FAPI1-ADV-5.2.2-14.2
  Rule: The audience of an assertion names the token endpoint

    Scenario Outline: An assertion <deviation> is refused for its audience
      When the client authenticates with a client assertion <deviation>
      Then the authorization server refuses the client
      And no access token is issued

      Examples: missing and wrong audiences
        | deviation                               |
        | without aud                             |
        | whose aud is another server             |
        | whose aud lists other servers only      |
        | whose aud lies below the token endpoint |
        | whose aud is the mere host name         |
        | whose aud is empty                      |
        | whose aud is an empty list              |

  @OIDC-CORE-9-3
  Rule: The token endpoint is accepted as audience, as a text or in an array

    Scenario: An assertion whose aud is a text is accepted
      When the client authenticates with a legal client assertion
      Then the authorization server issues an access token

    Scenario: An assertion whose aud is a list is accepted
      When the client authenticates with a client assertion whose aud is a list
      Then the authorization server issues an access token

  @DAS-AUTH-16 @RFC7523-3-4 @FAPI1-ADV-5.2.2-14.2
  Rule: An assertion states an expiry that is still to come

    Scenario: An assertion that is valid for ten seconds is accepted
      When the client authenticates with a client assertion that is valid for ten seconds
      Then the authorization server issues an access token

    @OIDC-CORE-9-5
    Scenario Outline: An assertion <deviation> is refused as expired
      When the client authenticates with a client assertion <deviation>
      Then the authorization server refuses the client
      And no access token is issued

      Examples: expiries of the past
        | deviation              |
        | that has expired       |
        | that expired yesterday |

    Scenario Outline: An assertion <deviation> is refused as one without end
      When the client authenticates with a client assertion <deviation>
      Then the authorization server refuses the client
      And no access token is issued

      Examples: no expiry at all
        | deviation         |
        | without exp       |
        | whose exp is null |

  @DAS-AUTH-16-FAR
  Rule: An assertion valid for far longer than foreseen is refused

    Scenario Outline: An assertion <deviation> is refused as valid for too long
      When the client authenticates with a client assertion <deviation>
      Then the authorization server refuses the client
      And no access token is issued

      Examples: expiries far ahead
        | deviation                     |
        | that is valid for thirty days |
        | that is valid for ten years   |

  @RFC7523-3-5
  Rule: An assertion is refused before the time that its nbf states

    Scenario: An assertion that has been valid for a minute is accepted
      When the client authenticates with a client assertion that has been valid for a minute
      Then the authorization server issues an access token

    Scenario Outline: An assertion <deviation> is refused as not yet valid
      When the client authenticates with a client assertion <deviation>
      Then the authorization server refuses the client
      And no access token is issued

      Examples: validity that has not begun
        | deviation                   |
        | that is valid in two hours  |
        | that is valid from tomorrow |

  @RFC7519-4.1.4-1
  Rule: Time claims are numbers

    Scenario: An assertion whose exp has a fraction is accepted
      When the client authenticates with a client assertion whose exp has a fraction
      Then the authorization server issues an access token

    Scenario Outline: An assertion <deviation> is refused for the type of its time
      When the client authenticates with a client assertion <deviation>
      Then the authorization server refuses the client
      And no access token is issued

      Examples: times of other types
        | deviation                     |
        | whose exp is digits in a text |
        | whose exp is a date           |
        | whose exp is a list           |
        | whose exp is true             |
        | whose nbf is digits in a text |

  @RFC7523-3-8
  Rule: Claims that the server does not know do no harm

    Scenario: An assertion with claims of its own is accepted
      When the client authenticates with a client assertion with claims of its own
      Then the authorization server issues an access token

  @RFC7519-4-1
  Rule: A claim set in which a name occurs twice is refused

    Scenario Outline: An assertion <deviation> is refused as ambiguous
      When the client authenticates with a client assertion <deviation>
      Then the authorization server refuses the client
      And no access token is issued

      Examples: names that occur twice
        | deviation                                                         |
        | whose claims state exp twice                                      |
        | whose claims state sub for somebody else and again for the client |

  @OIDC-CORE-9-4 @FAPI1-ADV-5.2.2-14.2 @FAPI1-BASE-5.2.2-04.2
  Rule: The jti of an assertion is unique

    Scenario: An assertion presented a second time is refused where the profile demands it
      Given a profile in which an assertion serves once
      When the client authenticates with one assertion a second time
      Then the authorization server refuses the client
      And no access token is issued

    Scenario: An assertion without jti is refused where the profile demands it
      Given a profile in which an assertion serves once
      When the client authenticates with a client assertion without a jti
      Then the authorization server refuses the client
      And no access token is issued
